"""Batches: what comes out is what went in, whatever that was."""

import random
import unittest

from foreign_agent.basics import Dot, stamp_of
from foreign_agent.batch import CHANGES
from foreign_agent.columns import Change
from foreign_agent.entries import ENTRIES
from foreign_agent.log import ACCEPTED, ENDED, Applied, Entry
from foreign_agent.malformed import Malformed
from foreign_agent.memory import MintedID
from foreign_agent.payload import Payload, Write, write_payload
from foreign_agent.reader import Reader
from foreign_agent.roll import Roll, node_of_replica
from foreign_agent.values import BYTES, NO_VALUE, TEXT, Value, group, integer, text
from foreign_agent.writer import Writer

REPLICAS = [bytes([number]) * 16 for number in range(1, 6)]
ROLL = Roll(REPLICAS[:3])


def random_id(chance):
    if chance.random() < 0.2:
        return chance.randbytes(16)
    node = node_of_replica(chance.choice(REPLICAS))
    return MintedID(chance.randrange(1 << 48), node, chance.randrange(4)).id


def random_value(chance, ids):
    return chance.choice([
        NO_VALUE, text("Müller"), integer(chance.randrange(-9, 9)), Value(BYTES, b"short"),
        Value(BYTES, chance.choice(ids)), group([(1, text("Ulm")), (2, Value(0))]),
    ])


def random_change(chance, ids):
    writes = []
    for register in sorted(chance.sample(range(9), chance.randrange(4))):
        dots = {Dot(chance.choice(REPLICAS), chance.randrange(1, 9)) for _ in range(2)}
        writes.append(Write(
            1, ids[0], register, b"", random_value(chance, ids), tuple(sorted(dots))
        ))
    dot = Dot(chance.choice(REPLICAS), chance.randrange(1, 1 << 63))
    claimed = stamp_of(chance.randrange(1 << 48), chance.randrange(3))
    authors = tuple(chance.sample(REPLICAS, chance.randrange(2)))
    payload = Payload(dot, chance.choice(REPLICAS), authors, claimed, 1, tuple(writes))
    data = write_payload(payload)
    return Change(dot, data if chance.random() < 0.8 else chance.randbytes(9))


def written(shape, value):
    writer = Writer(ROLL)
    shape.write(writer, value)
    return bytes(writer.data)


class BatchTests(unittest.TestCase):
    def random_changes(self, seed):
        chance = random.Random(seed)
        ids = [random_id(chance) for _ in range(4)]
        return tuple(random_change(chance, chance.sample(ids, 4)) for _ in range(6))

    def test_changes_come_back(self):
        for seed in range(100):
            with self.subTest(seed):
                changes = self.random_changes(seed)
                reader = Reader(written(CHANGES, changes), roll=ROLL)
                self.assertEqual(CHANGES.read(reader), changes)

    def test_entries_come_back(self):
        changes = self.random_changes(7)
        events = [Applied(*one, ACCEPTED.type(), n, n << 20) for n, one in enumerate(changes)]
        events += [ENDED.type(REPLICAS[0])]
        entries = tuple(Entry(10 + n, event) for n, event in enumerate(events))
        reader = Reader(written(ENTRIES, entries), roll=ROLL)
        self.assertEqual(ENTRIES.read(reader), entries)

    def test_a_changed_byte_is_refused_or_means_something_else(self):
        changes = self.random_changes(3)
        data = written(CHANGES, changes)
        for offset in range(len(data)):
            changed = bytearray(data)
            changed[offset] ^= 1
            reader = Reader(bytes(changed), roll=ROLL)
            try:
                self.assertNotEqual((CHANGES.read(reader), reader.remaining), (changes, 0))
            except Malformed:
                continue

    def test_an_unreadable_payload_costs_no_more_than_itself(self):
        malformed = Change(Dot(REPLICAS[0], 1), b"no payload")
        data = written(CHANGES, (malformed,))
        self.assertIn(b"no payload", data)
        self.assertEqual(CHANGES.read(Reader(data, roll=ROLL)), (malformed,))

    def test_falling_writes_and_texts_that_are_none_travel_in_columns(self):
        writes = (
            Write(1, bytes(16), 5, b"", Value(TEXT, b"\xff"), ()),
            Write(1, bytes(16), 2, b"", NO_VALUE, (Dot(REPLICAS[1], 2), Dot(REPLICAS[0], 1))),
        )
        dot = Dot(REPLICAS[0], 1)
        payload = Payload(dot, bytes(16), (), 0, 1, writes)
        change = Change(dot, write_payload(payload))
        data = written(CHANGES, (change,))
        self.assertNotIn(change.payload, data)
        self.assertEqual(CHANGES.read(Reader(data, roll=ROLL)), (change,))
