"""Bytes from outside, which are not to be trusted."""

import unittest

from foreign_agent import malformed
from foreign_agent.basics import BEGINNING
from foreign_agent.frame import checksum, write_frame
from foreign_agent.malformed import Malformed
from foreign_agent.messages import PULL, WANTED, WELCOME
from foreign_agent.roll import ROLL_MAX, Roll
from foreign_agent.session import Sealed, read_body, read_sealed, write_body, write_sealed
from foreign_agent.shapes import Flag, ListOf, Varint, decoded, encoded
from foreign_agent.standing import GO_ON
from foreign_agent.vector import VECTOR, Held
from foreign_agent.ranges import Range
from foreign_agent.reader import Reader

from .changes import replica


class BoundsTests(unittest.TestCase):
    def assert_refused(self, reason, offset, read, *arguments):
        with self.assertRaises(Malformed) as caught:
            read(*arguments)
        self.assertEqual((caught.exception.reason, caught.exception.offset), (reason, offset))

    def test_the_checksum_is_that_of_castagnoli(self):
        self.assertEqual(checksum(b"123456789"), 0xE3069283)

    def test_varints_come_back(self):
        for value in (0, 127, 128, 16_383, 16_384, (1 << 64) - 1):
            self.assertEqual(decoded(Varint(), encoded(Varint(), value)), value)

    def test_varints_have_one_form(self):
        for data, reason in (
            ("", malformed.TRUNCATED), ("80", malformed.TRUNCATED),
            ("8000", malformed.NOT_CANONICAL), ("ff" * 9 + "02", malformed.NUMBER_TOO_LARGE),
            ("ff" * 10, malformed.NUMBER_TOO_LARGE), ("0000", malformed.TRAILING),
        ):
            with self.subTest(data):
                bytes_ = bytes.fromhex(data)
                offset = 1 if reason == malformed.TRAILING else len(bytes_)
                self.assert_refused(reason, offset, decoded, Varint(), bytes_)

    def test_signed_numbers_come_back(self):
        for value, digits in ((0, "00"), (-1, "01"), (1, "02"), (-(1 << 63), "ff" * 9 + "01")):
            self.assertEqual(Reader(bytes.fromhex(digits)).signed(), value)

    def test_no_room_is_made_for_what_has_not_come(self):
        self.assert_refused(malformed.TRUNCATED, 2, decoded, ListOf(Flag(), 1000), b"\xe7\x07")

    def test_a_body_that_grows_beyond_its_size_is_refused(self):
        frame = write_sealed(32, Sealed(bytes(200)))
        content = frame[2:-4]
        smaller = content[:1] + b"\xc7\x01" + content[3:]
        from_smaller = write_frame(32, smaller)
        self.assert_refused(malformed.COMPRESSION, 3, read_sealed, from_smaller, 32)
        self.assertEqual(read_sealed(frame, 32).body, bytes(200))

    def test_a_mark_shows_another_roll(self):
        ours, theirs = Roll([replica(1), replica(2)]), Roll([replica(1), replica(3)])
        body = write_body(20, PULL.type((), 0), ours)
        self.assertEqual(read_body(20, body, ours), (PULL.type((), 0), 2))
        self.assert_refused(malformed.UNKNOWN_ROLL, 9, read_body, 20, body, theirs)
        self.assert_refused(malformed.UNKNOWN_ROLL, 1, read_body, 20, body, ours.first(1))

    def test_no_more_of_the_roll_is_made_use_of_than_any_reader_takes(self):
        roll = Roll(number.to_bytes(16, "big") for number in range(ROLL_MAX + 1))
        wanted = tuple(WANTED.type(replica, Range(1, 1)) for replica in roll.replicas[-2:])
        welcome = WELCOME.type(GO_ON.type(), 0, BEGINNING, 0, {}, wanted, ())
        body = write_body(17, welcome, roll)
        self.assertEqual(read_body(17, body, roll), (welcome, ROLL_MAX))
        self.assertEqual(body.count(roll.replicas[-2]), 0)
        self.assertEqual(body.count(roll.replicas[-1]), 1)
        beyond = encoded(Varint(), ROLL_MAX + 1) + roll.mark + encoded(PULL, PULL.type((), 0))
        self.assert_refused(malformed.OVER_LIMIT, 3, read_body, 20, beyond, roll)


class VectorTests(unittest.TestCase):
    def test_gaps_come_back(self):
        vector = {replica(1): Held(9, (Range(1, 3), Range(5, 8))), replica(2): Held(2)}
        self.assertEqual(decoded(VECTOR, encoded(VECTOR, vector)), vector)

    def test_gaps_neither_touch_nor_reach_the_highest(self):
        for gaps in ((Range(1, 3), Range(4, 5)), (Range(9, 9),), (Range(0, 1),)):
            with self.subTest(gaps), self.assertRaises(Malformed) as caught:
                decoded(VECTOR, encoded(VECTOR, {replica(1): Held(9, gaps)}))
            self.assertEqual(caught.exception.reason, malformed.NOT_CANONICAL)
