"""The golden files, and the exchanges that the protocol's page explains."""

import unittest

from foreign_agent.basics import BEGINNING
from foreign_agent.golden import ROLL, read_again
from foreign_agent.log import point_after
from foreign_agent.session import read_body, read_sealed, write_body

from .protocol import GOLDEN, exchanges


class GoldenTests(unittest.TestCase):
    def test_every_good_file_comes_back(self):
        faults, count = GOLDEN.faults_of_good()
        self.assertEqual(faults, [])
        self.assertGreater(count, 0)

    def test_every_malformed_file_is_refused(self):
        faults, count = GOLDEN.faults_of_malformed()
        self.assertEqual(faults, [])
        self.assertGreater(count, 0)


class MeaningTests(unittest.TestCase):
    """That bytes come back says nothing of how they were understood; these do."""

    def message(self, name, kind):
        return read_body(kind, read_sealed(GOLDEN.data("good", name), kind).body, ROLL)[0]

    def test_the_push_brings_the_two_payloads(self):
        payloads = [GOLDEN.data("good", f"payload-{name}") for name in ("client", "update")]
        for name in ("push", "push-signed"):
            changes = [change for run in self.message(name, 18).runs for change in run.changes]
            self.assertEqual([change.payload for change in changes], payloads)

    def test_the_entries_of_the_page_lead_to_its_end(self):
        page = self.message("page", 21)
        point = BEGINNING
        for entry in page.entries:
            point = point_after(point, entry)
        self.assertEqual(point, page.end)
        self.assertEqual(point.hash, page.receipts[0].hashes[-1])


class ExchangeTests(unittest.TestCase):
    def setUp(self):
        self.kinds = {name: int(kind) for name, _, kind in GOLDEN.listed("good")}

    def test_five_exchanges_are_explained(self):
        names = {name for name, _, _ in exchanges()}
        self.assertLessEqual({"knock", "pull", "hello", "push", "page"}, names)

    def test_every_explained_frame_is_the_golden_file(self):
        for name, is_body, data in exchanges():
            if not is_body:
                with self.subTest(name):
                    self.assertEqual(data, GOLDEN.data("good", name))
                    self.assertEqual(*read_again(data, "frame", self.kinds[name]))

    def test_every_explained_body_comes_back_and_is_the_golden_one(self):
        for name, is_body, data in exchanges():
            if is_body:
                with self.subTest(name):
                    kind = self.kinds[name]
                    message, count = read_body(kind, data, ROLL)
                    self.assertEqual(data, write_body(kind, message, ROLL.first(count)))
                    self.assertEqual(data, read_sealed(GOLDEN.data("good", name), kind).body)
