"""Follows a book's log page by page, and believes only what was vouched for."""

from .basics import BEGINNING
from .book import Book
from .digest import digest_of_book
from .ed25519 import is_good
from .log import ENDED, Applied, point_after
from .receipts import receipt_statement
from .roll import Roll
from .verdicts import Judged


class Unbelievable(Exception):
    """A page that does not lead where it says, or that nobody vouches for."""


class Follower:
    """A copy of a book up to its cursor; `keys` are the receipt keys by their numbers."""

    def __init__(self, book_id, keys):
        self.book_id, self.keys = book_id, keys
        self.book = Book()
        self.cursor = BEGINNING
        self.roll = Roll()

    def follow(self, page):
        """Applies a page's entries, after all of it was checked, and moves the cursor."""
        self._require_vouched(page)
        for entry, graves in zip(page.entries, page.graves):
            for grave in graves:
                self.book.put(grave)
            self.book.apply_entry(entry)
        self.cursor = page.end
        self._lengthen_roll(page.entries)
        if page.end == page.head and page.digest not in (None, digest_of_book(self.book)):
            raise Unbelievable("the digest is another")

    def require_vouched(self, verdicts):
        """Believes no verdict that no receipt reaches over."""
        good = [receipt for receipt in verdicts.receipts if self._is_good(receipt)]
        for dot, answer in verdicts.answers:
            told = isinstance(answer, Judged)
            if told and all(one.hash_at(answer.position) != answer.hash for one in good):
                raise Unbelievable(f"nobody vouches for the verdict on {dot.counter}")

    def _lengthen_roll(self, entries):
        """Numbers the authors of changes in the order in which they first stand in the log."""
        authors = [_author(entry.event) for entry in entries if type(entry.event) is not ENDED.type]
        new = dict.fromkeys(one for one in authors if self.roll.number(one) is None)
        if new:
            self.roll = Roll((*self.roll.replicas, *new))

    def _require_vouched(self, page):
        good = [receipt for receipt in page.receipts if self._is_good(receipt)]
        point = self.cursor
        for entry in page.entries:
            point = point_after(point, entry)
            vouched = any(receipt.hash_at(point.position) == point.hash for receipt in good)
            if entry.position != point.position or not vouched:
                raise Unbelievable(f"nobody vouches for the entry at position {point.position}")
        if point != page.end:
            raise Unbelievable("the entries lead to another point than the page says")

    def _is_good(self, receipt):
        key = self.keys.get(receipt.key)
        return (
            key is not None and receipt.book == self.book_id
            and is_good(receipt.signature, key, receipt_statement(receipt))
        )


def _author(event):
    return event.dot.replica if isinstance(event, Applied) else event.form.dot.replica
