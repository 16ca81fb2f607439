"""States of records, of which the sources stand before the registers."""

import unittest

from foreign_agent import malformed
from foreign_agent.malformed import Malformed
from foreign_agent.shapes import decoded, encoded
from foreign_agent.state import STATE, Register, Sibling
from foreign_agent.values import text

from .changes import dot, replica

ONE_SOURCE = "01" + replica(1).hex() + "01" + "010000"
TWO_SOURCES = "01" + replica(1).hex() + "02" + "010000" + "020000"


class StateTests(unittest.TestCase):
    def test_siblings_and_elements_come_back(self):
        state = (
            Register(2, b"", (
                Sibling(dot(1, 1), 7, 9, text("a")), Sibling(dot(2, 9), 3, None, text("b")),
            )),
            Register(5, b"x", (Sibling(dot(1, 1), 7, 9, text("c")),)),
            Register(5, b"y", (Sibling(dot(1, 1), 9 << 16, 5 << 16, text("d")),)),
        )
        self.assertEqual(decoded(STATE, encoded(STATE, state)), state)

    def test_states_have_one_form(self):
        for case, digits in (
            ("a source that nobody has", ONE_SOURCE + "00"),
            ("an element that is empty", ONE_SOURCE + "01" + "0500" + "0000"),
            ("a place without a source", TWO_SOURCES + "01" + "04" + "0200"),
            ("several siblings that are one", ONE_SOURCE + "01" + "0601" + "0000"),
            ("a sibling twice", TWO_SOURCES + "01" + "0602" + "0000" + "0000"),
            ("registers that fall", ONE_SOURCE + "02" + "0800" + "0400"),
            ("a replica without a source", "01" + replica(1).hex() + "00" + "00"),
            ("a moment before all", "01" + replica(1).hex() + "01" + "010100" + "00"),
        ):
            with self.subTest(case), self.assertRaises(Malformed) as caught:
                decoded(STATE, bytes.fromhex(digits))
            self.assertEqual(caught.exception.reason, malformed.NOT_CANONICAL)
