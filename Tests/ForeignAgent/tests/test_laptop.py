"""A laptop's exchanges with a server: what it believes, and what it keeps."""

import os
import tempfile
import time
import unittest
from unittest import mock

from foreign_agent import malformed
from foreign_agent.basics import BEGINNING, stamp_of
from foreign_agent.catalog import Catalog
from foreign_agent.columns import Change
from foreign_agent.follower import Unbelievable
from foreign_agent.laptop import Halted, Laptop
from foreign_agent.log import OBJECTION
from foreign_agent.malformed import Malformed
from foreign_agent.notebook import JUDGED, REFUSED, UNSENT
from foreign_agent.page import Page
from foreign_agent.payload import read_payload, write_payload
from foreign_agent.roll import Roll
from foreign_agent.standing import GO_ON, SNAPSHOT
from foreign_agent.verdicts import Answer

from .changes import NAME, change, replica, write
from .server import BOOK, Server

CATALOG = Catalog(["1 client editable", "1.2 name text ask touches"])
EMPTY_PAGE = Page(GO_ON.type(), BEGINNING, BEGINNING, None, 0, (), (), ())
MINUTE = 60_000


def objection(code):
    return OBJECTION.type(code, "", None, "")


class LaptopTests(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.laptop = Laptop(os.path.join(folder.name, "laptop"), CATALOG)
        self.notebook = self.laptop.notebook
        self.notebook.begin()
        self.notebook.note(server="http://nowhere", book=BOOK.hex())
        self.server = Server(int(time.time() * 1000))

    def write(self, *names):
        for name in names:
            id = self.laptop.mint()
            self.laptop.write(lambda editor: editor.add("client", id, {"name": name}))

    def sync(self):
        with mock.patch("foreign_agent.laptop.Conversation", self.server.conversation):
            self.laptop.sync()

    def bring_no_page(self):
        self.server.answers[20] = lambda message: (21, EMPTY_PAGE)

    def own(self, place):
        return read_payload(self.notebook.own[place].payload)

    def states(self):
        return [one.state for one in self.notebook.own]

    def names(self):
        """The names that are shown, of all clients."""
        records = self.laptop.seen.records.values()
        return sorted(record[(NAME, b"")][0].value.content.decode() for record in records)


class ProofTests(LaptopTests):
    def tell_otherwise(self, counter, **parts):
        """Lets the server tell of a verdict what its log does not say."""
        told = self.server.verdicts

        def verdicts(dots):
            true = told(dots)
            return true._replace(answers=tuple(
                Answer(dot, one._replace(**parts)) if dot.counter == counter else Answer(dot, one)
                for dot, one in true.answers))

        self.server.verdicts = verdicts

    def assert_nothing_is_proved(self):
        with self.assertRaises(Unbelievable):
            self.sync()
        self.assertEqual(set(self.states()), {UNSENT})
        self.assertIsNone(self.notebook.verdict)

    def test_what_was_proved_is_no_longer_unsent(self):
        self.write("Ada", "Bea")
        self.sync()
        self.assertEqual(self.states(), [JUDGED, JUDGED])
        self.assertEqual((self.laptop.overlay, self.names()), ([], ["Ada", "Bea"]))

    def test_a_receipt_for_another_judgement_proves_nothing(self):
        self.write("Ada")
        for parts in ({"effective": 1}, {"accepted": 1}):
            with self.subTest(parts):
                self.tell_otherwise(1, **parts)
                self.assert_nothing_is_proved()

    def test_a_receipt_for_another_payload_proves_nothing(self):
        judged = self.server.judged

        def judged_otherwise(change):
            payload = read_payload(change.payload)._replace(schema=99)
            return judged(Change(change.dot, write_payload(payload)))

        self.server.judged = judged_otherwise
        self.write("Ada")
        self.assert_nothing_is_proved()

    def test_a_refusal_is_proved_by_the_empty_form(self):
        for code in (1, 3):
            with self.subTest(code):
                self.server.objection = objection(code)
                self.write("Ada")
                self.sync()
                self.assertEqual((set(self.states()), self.names()), ({REFUSED}, []))
                self.assertEqual(self.laptop.follower.cursor.position, len(self.server.log))

    def test_what_was_proved_before_what_was_not_is_kept(self):
        self.tell_otherwise(2, effective=1)
        self.write("Ada", "Bea", "Cleo")
        with self.assertRaises(Unbelievable):
            self.sync()
        again = Laptop(self.notebook.directory, CATALOG).notebook
        self.assertEqual([one.state for one in again.own], [JUDGED, UNSENT, UNSENT])
        self.assertEqual(again.verdict.position, 1)

    def test_a_verdict_on_another_change_than_was_sent_proves_nothing(self):
        told = self.server.verdicts
        self.server.verdicts = lambda dots: told(dots[1:])
        self.write("Ada", "Bea")
        self.assert_nothing_is_proved()

    def test_a_push_is_answered_by_a_page_where_the_laptop_does_not_go_on(self):
        page = EMPTY_PAGE._replace(standing=SNAPSHOT.type())
        self.server.answers[18] = lambda message: (21, page)
        self.write("Ada")
        with self.assertRaisesRegex(Halted, "Snapshot"):
            self.sync()
        self.assertEqual(self.states(), [UNSENT])


class SameDotTests(LaptopTests):
    def assert_another_change_is_found(self):
        """Lets another life of the server bring another change under the dot of one's own."""
        other = change(1, 1, write("Bea"))._replace(dot=self.own(0).dot)
        self.server.log = []
        self.server.log.append(self.server.judged(Change(other.dot, write_payload(other))))
        shown = self.names()
        self.server.answers[20] = self.server.pull
        with self.assertRaisesRegex(Halted, "another change"):
            self.sync()
        self.assertEqual(self.laptop.follower.cursor, BEGINNING)
        self.assertEqual((self.names(), self.notebook.pages()), (shown, []))

    def test_another_accepted_change_under_ones_own_dot_is_not_applied(self):
        self.bring_no_page()
        self.write("Ada")
        self.sync()
        self.assert_another_change_is_found()

    def test_another_refused_change_under_ones_own_dot_is_not_applied(self):
        self.bring_no_page()
        self.write("Ada")
        self.sync()
        self.server.objection = objection(3)
        self.assert_another_change_is_found()

    def test_another_change_under_the_dot_of_a_refused_one_is_not_applied(self):
        self.bring_no_page()
        self.server.objection = objection(3)
        self.write("Ada")
        self.sync()
        self.server.objection = None
        self.assert_another_change_is_found()


class ClockTests(LaptopTests):
    def test_the_clock_follows_the_effective_stamps_of_pages(self):
        ahead = stamp_of(self.server.milliseconds + MINUTE, 5)
        other = change(1, 1, write("Bea"))._replace(claimed=ahead)
        self.server.log.append(self.server.judged(Change(other.dot, write_payload(other))))
        self.sync()
        self.write("Ada")
        self.assertEqual(self.own(0).claimed, ahead + 1)

    def test_the_clock_follows_the_effective_stamps_of_verdicts(self):
        self.bring_no_page()
        self.server.milliseconds -= 10 * MINUTE
        self.write("Ada")
        self.sync()
        self.write("Bea")
        effective = self.server.log[0].event.effective
        self.assertGreater(self.own(0).claimed, effective)
        self.assertEqual(self.own(1).claimed, effective + 1)


class RollTests(LaptopTests):
    def test_an_answer_makes_use_of_no_more_of_the_roll_than_its_question(self):
        self.server.log.append(self.server.judged(
            Change(change(1, 1).dot, write_payload(change(1, 1)))))
        self.sync()
        self.server.roll = Roll([replica(1)])
        with self.assertRaises(Malformed) as caught:
            self.sync()
        self.assertEqual(caught.exception.reason, malformed.UNKNOWN_ROLL)
