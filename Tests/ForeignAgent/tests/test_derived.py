"""What is computed from golden files: hashes, links, marks, statements, digests."""

import unittest

from foreign_agent.basics import NO_HASH, stamp_of
from foreign_agent.book import Book
from foreign_agent.chain import FIRST_LINK, empty_form, hash_of, link_after
from foreign_agent.digest import (
    digest_of_book, digest_of_items, record_item, refused_item,
)
from foreign_agent.golden import ROLL
from foreign_agent.identity import enrol_statement, proof_statement
from foreign_agent.log import ENTRY, log_hash_after
from foreign_agent.memory import MintedID
from foreign_agent.payload import read_payload
from foreign_agent.receipts import receipt_statement
from foreign_agent.roll import node_of_replica
from foreign_agent.session import frame_statement, read_body, read_sealed
from foreign_agent.shapes import decoded
from foreign_agent.state import STATE

from .protocol import GOLDEN

BOOK = bytes.fromhex("00000000000000b0000000000000000b")
DEVICE = bytes.fromhex("00000000000000de000000000000001c")
MILLISECONDS = 1_800_000_000_000


class DerivedTests(unittest.TestCase):
    def setUp(self):
        self.derived = {name: bytes.fromhex(digits) for name, digits in GOLDEN.listed("derived")}

    def payload(self, name):
        return read_payload(GOLDEN.data("good", name))

    def test_payload_hashes_and_links(self):
        link = FIRST_LINK
        for name in ("payload-client", "payload-update"):
            data = GOLDEN.data("good", name)
            link = link_after(link, read_payload(data).dot, hash_of(data))
            self.assertEqual(hash_of(data), self.derived[f"payload-hash:{name}"])
            self.assertEqual(link, self.derived[f"link:{name}"])

    def test_log_hash(self):
        entry = decoded(ENTRY, GOLDEN.data("good", "entry-accepted"))
        expected = self.derived["log-hash:entry-accepted"]
        self.assertEqual(log_hash_after(NO_HASH, entry), expected)

    def test_roll_marks(self):
        for count in range(len(ROLL) + 1):
            self.assertEqual(ROLL.first(count).mark, self.derived[f"roll-mark:{count}"])

    def test_statement_of_a_signed_frame(self):
        sealed = read_sealed(GOLDEN.data("good", "push-signed"), 18)
        self.assertEqual(
            frame_statement(18, BOOK, DEVICE, sealed.body), self.derived["statement:push-signed"]
        )

    def test_statement_of_a_receipt(self):
        sealed = read_sealed(GOLDEN.data("good", "page"), 21)
        page, _ = read_body(21, sealed.body, ROLL)
        self.assertEqual(receipt_statement(page.receipts[0]), self.derived["statement:receipt"])

    def test_the_grave_of_the_page_is_what_its_first_entry_made(self):
        sealed = read_sealed(GOLDEN.data("good", "page"), 21)
        page, _ = read_body(21, sealed.body, ROLL)
        book = Book()
        book.apply_entry(page.entries[0])
        grave = page.graves[1][0]
        self.assertEqual(book.state(grave.key), grave.state)

    def test_statements_of_who_somebody_is(self):
        enrol = enrol_statement("K7QD-0001", DEVICE)
        self.assertEqual(enrol, self.derived["statement:enrol"])
        proof = proof_statement(BOOK, DEVICE, bytes(range(32)))
        self.assertEqual(proof, self.derived["statement:proof"])

    def test_digests(self):
        record = MintedID(MILLISECONDS, node_of_replica(ROLL.replicas[0]), 0).id
        state = decoded(STATE, GOLDEN.data("good", "state-plain"))
        plain = record_item((1, record), state)
        refused = refused_item(empty_form(self.payload("payload-update"), bytes(32)))
        self.assertEqual(digest_of_items([]), self.derived["digest:nothing"])
        self.assertEqual(digest_of_items([plain]), self.derived["digest:plain"])
        self.assertEqual(digest_of_items([plain, refused]), self.derived["digest:refused"])

    def test_digest_of_a_book(self):
        book = Book()
        book.apply_accepted(self.payload("payload-update"), stamp_of(MILLISECONDS, 0),
                            stamp_of(MILLISECONDS + 5, 0))
        self.assertEqual(digest_of_book(book), self.derived["digest:early"])
