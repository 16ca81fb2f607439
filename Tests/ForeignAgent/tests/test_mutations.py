"""Golden files with a few bytes changed: refused, or written again to the same bytes."""

import random
import unittest

from foreign_agent.golden import content_of, written_again
from foreign_agent.malformed import Malformed

from .protocol import GOLDEN

ROUNDS = 20


def mutated(content, chance):
    data = bytearray(content)
    for _ in range(chance.randrange(1, 3)):
        if chance.random() < 0.6:
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        else:
            del data[chance.randrange(len(data))]
            data.insert(chance.randrange(len(data) + 1), chance.choice([0, 1, 0x80, 0xFF]))
    return bytes(data)


class MutationTests(unittest.TestCase):
    def test_whatever_is_read_is_written_to_the_same_bytes(self):
        for name, subject, kind in GOLDEN.listed("good"):
            content = content_of(GOLDEN.data("good", name), subject, int(kind))
            chance = random.Random(name)
            for _ in range(ROUNDS if content else 0):
                with self.subTest(name):
                    data = mutated(content, chance)
                    try:
                        self.assertEqual(written_again(data, subject, int(kind)), data)
                    except Malformed:
                        continue
