"""Follows a book's log page by page, and believes only what was vouched for."""

from itertools import takewhile

from .basics import BEGINNING
from .book import Book
from .digest import digest_of_book
from .ed25519 import is_good
from .log import ENDED, log_hash_after, point_after
from .receipts import receipt_statement
from .verdicts import Judged


class Unbelievable(Exception):
    """A page that does not lead where it says, or that nobody vouches for."""


class Follower:
    """A copy of a book up to its cursor; `keys` are the receipt keys by their numbers."""

    def __init__(self, book_id, keys):
        self.book_id, self.keys = book_id, keys
        self.book = Book()
        self.cursor = BEGINNING
        self.latest = 0  # the greatest effective stamp that was seen

    def follow(self, page):
        """Applies a page's entries, after all of it was checked, and moves the cursor."""
        self.require_vouched(page)
        self.apply(page)

    def apply(self, page):
        """Applies the entries of a page that was checked, and moves the cursor."""
        for entry, graves in zip(page.entries, page.graves):
            for grave in graves:
                self.book.put(grave)
            self.book.apply_entry(entry)
            self.latest = max(self.latest, _effective_stamp(entry.event))
        self.cursor = page.end
        if page.end == page.head and page.digest not in (None, digest_of_book(self.book)):
            raise Unbelievable("the digest is another")

    def proved(self, verdicts, changes):
        """The verdicts on changes, in their order, up to the first that nobody proves."""
        good = self._good(verdicts.receipts)
        pairs = zip(changes, verdicts.answers)
        return tuple(
            answer for _, answer in takewhile(lambda pair: _is_proved(*pair, good), pairs))

    def require_vouched(self, page):
        """Believes no page whose entries do not lead to its end under good receipts."""
        good = self._good(page.receipts)
        point = self.cursor
        for entry in page.entries:
            point = point_after(point, entry)
            vouched = any(receipt.hash_at(point.position) == point.hash for receipt in good)
            if entry.position != point.position or not vouched:
                raise Unbelievable(f"nobody vouches for the entry at position {point.position}")
        if point != page.end:
            raise Unbelievable("the entries lead to another point than the page says")

    def _good(self, receipts):
        return [receipt for receipt in receipts if self._is_good(receipt)]

    def _is_good(self, receipt):
        key = self.keys.get(receipt.key)
        return (
            key is not None and receipt.book == self.book_id
            and is_good(receipt.signature, key, receipt_statement(receipt))
        )


def _is_proved(change, answer, receipts):
    """Whether a receipt has the entry that a verdict makes of a change, where it says."""
    judged = answer.answer
    if not isinstance(judged, Judged):
        return False
    covering = (one for one in receipts if one.hash_at(judged.position) == judged.hash)
    return any(
        log_hash_after(one.hash_before(judged.position), judged.entry_of(change)) == judged.hash
        for one in covering
    )


def _effective_stamp(event):
    return 0 if isinstance(event, ENDED.type) else event.effective
