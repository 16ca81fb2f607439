"""What a follower believes, and what it does not."""

import unittest

from foreign_agent.basics import BEGINNING
from foreign_agent.digest import digest_of_book
from foreign_agent.ed25519 import SigningKey
from foreign_agent.follower import Follower, Unbelievable
from foreign_agent.log import ACCEPTED, Applied, Entry, point_after
from foreign_agent.page import Page
from foreign_agent.payload import write_payload
from foreign_agent.receipts import Receipt, receipt_statement
from foreign_agent.records import Record
from foreign_agent.standing import GO_ON
from foreign_agent.state import Register, Sibling
from foreign_agent.values import text

from .changes import NAME, RECORD, change, dot, values, write

BOOK = b"B" * 16
KEY = SigningKey(b"S" * 32)


def entry(position, payload):
    event = Applied(payload.dot, write_payload(payload), ACCEPTED.type(), position, position)
    return Entry(position, event)


def page_of(start, *entries, key=KEY, digest=None, graves=None):
    points = [start]
    for one in entries:
        points.append(point_after(points[-1], one))
    hashes = tuple(point.hash for point in points[1:])
    receipt = Receipt(BOOK, start, 1, bytes(64), hashes)
    receipt = receipt._replace(signature=key.sign(receipt_statement(receipt)))
    return Page(GO_ON.type(), points[-1], points[-1], digest, 0, entries,
                graves or ((),) * len(entries), (receipt,))


FIRST = entry(1, change(1, 1, write("Müller")))
SECOND = entry(2, change(1, 2, write("Meier", dot(1, 1))))


class FollowerTests(unittest.TestCase):
    def setUp(self):
        self.follower = Follower(BOOK, {1: KEY.public})

    def test_pages_lead_to_a_state(self):
        self.follower.follow(page_of(BEGINNING, FIRST))
        self.follower.follow(page_of(self.follower.cursor, SECOND))
        self.assertEqual(values(self.follower.book), ["Meier"])
        self.assertEqual(self.follower.cursor.position, 2)

    def test_a_receipt_of_another_key_is_not_believed(self):
        with self.assertRaises(Unbelievable):
            self.follower.follow(page_of(BEGINNING, FIRST, key=SigningKey(b"T" * 32)))
        self.assertEqual(self.follower.cursor, BEGINNING)

    def test_an_entry_that_does_not_follow_is_not_believed(self):
        with self.assertRaises(Unbelievable):
            self.follower.follow(page_of(BEGINNING, SECOND))

    def test_a_page_that_ends_elsewhere_is_not_believed(self):
        page = page_of(BEGINNING, FIRST)._replace(end=BEGINNING)
        with self.assertRaises(Unbelievable):
            self.follower.follow(page)

    def test_the_digest_is_compared_at_the_head(self):
        other = Follower(BOOK, {1: KEY.public})
        other.follow(page_of(BEGINNING, FIRST))
        digest = digest_of_book(other.book)
        self.follower.follow(page_of(BEGINNING, FIRST, digest=digest))
        with self.assertRaises(Unbelievable):
            self.follower.follow(page_of(self.follower.cursor, SECOND, digest=digest))

    def test_a_grave_is_opened_before_the_entry_is_applied(self):
        sibling = Sibling(dot(1, 1), 1, 1, text("Müller"))
        grave = Record(1, RECORD, (Register(NAME, b"", (sibling,)),))
        page = page_of(BEGINNING, entry(1, change(2, 1, write("Maier"))), graves=((grave,),))
        self.follower.follow(page)
        self.assertEqual(values(self.follower.book), ["Müller", "Maier"])
