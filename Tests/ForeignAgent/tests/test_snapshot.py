"""The head of a snapshot."""

import unittest

from foreign_agent.basics import BEGINNING
from foreign_agent.malformed import Malformed
from foreign_agent.ranges import Range
from foreign_agent.shapes import decoded, encoded
from foreign_agent.snapshot import SNAPSHOT_HEAD
from foreign_agent.vector import Held

from .changes import replica


class SnapshotHeadTests(unittest.TestCase):
    def head(self, live, closed):
        return SNAPSHOT_HEAD.type(BEGINNING, BEGINNING, live, closed, (), (), (), ())

    def test_live_and_closed_replicas_come_back(self):
        head = self.head({replica(1): Held(9, (Range(2, 3),))}, {replica(2): Held(4)})
        self.assertEqual(decoded(SNAPSHOT_HEAD, encoded(SNAPSHOT_HEAD, head)), head)

    def test_a_closed_replica_misses_nothing_and_is_not_live(self):
        for live, closed in (
            ({}, {replica(1): Held(9, (Range(2, 3),))}),
            ({replica(1): Held(9)}, {replica(1): Held(9)}),
        ):
            with self.subTest(closed), self.assertRaises(Malformed):
                decoded(SNAPSHOT_HEAD, encoded(SNAPSHOT_HEAD, self.head(live, closed)))
