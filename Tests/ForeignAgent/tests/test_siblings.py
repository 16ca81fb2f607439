"""What several siblings of a register come to."""

import unittest

from foreign_agent.basics import stamp_of
from foreign_agent.digest import counted
from foreign_agent.siblings import (
    effective_stamp, is_conflict, life_of, order_of_claim, standing, standing_first,
    standing_life,
)
from foreign_agent.state import Register, Sibling
from foreign_agent.values import BYTES, Value, group, integer, text

from .changes import dot

ALIVE, DELETED = integer(1), integer(2)
ISSUED = group([(1, integer(3)), (2, Value(BYTES, bytes(16)))])


class StandingTests(unittest.TestCase):
    def test_equal_values_are_no_conflict(self):
        siblings = [Sibling(dot(1, 1), 5, 9, text("a")), Sibling(dot(2, 1), 6, 9, text("a"))]
        self.assertFalse(is_conflict(siblings))

    def test_different_values_are_a_conflict(self):
        siblings = [Sibling(dot(1, 1), 5, 9, text("1")), Sibling(dot(2, 1), 6, 9, integer(1))]
        self.assertTrue(is_conflict(siblings))

    def test_the_greatest_stamp_stands_then_the_replica_then_the_counter(self):
        late = Sibling(dot(1, 1), 6, 9, text("late"))
        siblings = [Sibling(dot(9, 9), 5, 9, text("early")), late]
        self.assertEqual(standing(siblings), late)
        greater = Sibling(dot(2, 1), 6, 9, text("greater"))
        self.assertEqual(standing([greater, *siblings]), greater)

    def test_the_least_stands_in_an_append_only_register(self):
        early = Sibling(dot(9, 9), 5, 9, text("early"))
        self.assertEqual(standing_first([Sibling(dot(1, 1), 6, 9, text("late")), early]), early)

    def test_claims_are_ordered_by_acceptance_and_then_come_those_not_yet_accepted(self):
        second = Sibling(dot(1, 1), 1, 8, text("made first, accepted second"))
        first = Sibling(dot(9, 1), 7, 2, text("accepted first"))
        own = Sibling(dot(1, 2), 0, None, text("not accepted yet"))
        self.assertEqual(sorted([own, second, first], key=order_of_claim), [first, second, own])

    def test_issued_names_its_documents_and_says_nothing_else(self):
        documents = (2, Value(BYTES, bytes(16)))
        others = [
            [(1, integer(3))],
            [(1, integer(3)), (2, Value(BYTES, bytes(15)))],
            [(1, integer(3)), documents, (3, integer(1))],
            [(1, integer(4)), documents],
        ]
        for members in others:
            self.assertIsNone(life_of(group(members)))

    def test_issued_stands_over_alive_over_deleted(self):
        issued = Sibling(dot(1, 1), 1, 9, ISSUED)
        alive = Sibling(dot(1, 2), 2, 9, ALIVE)
        deleted = Sibling(dot(1, 3), 3, 9, DELETED)
        self.assertEqual(standing_life([deleted, alive]), alive)
        self.assertEqual(standing_life([deleted, alive, issued]), issued)

    def test_what_tells_no_life_that_is_known_ranks_as_deleted(self):
        unknown = Sibling(dot(1, 2), 2, 9, integer(7))
        earlier, later = (Sibling(dot(1, n), n, 9, DELETED) for n in (1, 3))
        self.assertEqual(standing_life([earlier, unknown]), unknown)
        self.assertEqual(standing_life([later, unknown]), later)
        self.assertEqual(standing_life([unknown, Sibling(dot(1, 1), 1, 9, ALIVE)]).value, ALIVE)

    def test_a_clock_far_ahead_orders_no_later_than_two_minutes_after_acceptance(self):
        accepted = stamp_of(1_000_000, 7)
        self.assertEqual(effective_stamp(stamp_of(2_000_000, 0), accepted), stamp_of(1_120_000, 0))
        self.assertEqual(effective_stamp(stamp_of(900_000, 3), accepted), stamp_of(900_000, 3))


class CountingTests(unittest.TestCase):
    def life(self, *values):
        siblings = [Sibling(dot(1, n + 1), n, 9, value) for n, value in enumerate(values)]
        return (Register(0, b"", tuple(siblings)),)

    def test_a_deleted_record_counts_as_its_grave(self):
        grave = self.life(DELETED, DELETED)
        name = Register(2, b"", (Sibling(dot(1, 1), 1, 9, text("a")),))
        self.assertEqual(counted((*grave, name)), grave)

    def test_a_record_that_somebody_holds_alive_counts_whole(self):
        state = self.life(DELETED, ALIVE)
        self.assertEqual(counted(state), state)

    def test_what_tells_no_life_that_is_known_ends_none(self):
        name = Register(2, b"", (Sibling(dot(1, 1), 1, 9, text("a")),))
        state = (*self.life(DELETED, integer(7)), name)
        self.assertEqual(counted(state), state)

    def test_a_record_without_a_life_counts_whole(self):
        state = (Register(2, b"", (Sibling(dot(1, 1), 1, 9, text("a")),)),)
        self.assertEqual(counted(state), state)
