"""What a follower believes, and what it does not."""

import unittest

from foreign_agent.basics import BEGINNING
from foreign_agent.digest import digest_of_book
from foreign_agent.ed25519 import SigningKey
from foreign_agent.follower import Follower, Unbelievable
from foreign_agent.records import Record
from foreign_agent.state import Register, Sibling
from foreign_agent.values import text

from .changes import NAME, RECORD, change, dot, values, write
from .server import BOOK, KEY, entry, page_of

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
