"""Version vectors: of each replica, up to where its changes are held, and what is missing."""

from typing import NamedTuple

from . import malformed
from .basics import COUNTER, ID
from .ranges import RANGE

REPLICAS_MAX = 100_000
GAPS_MAX = 10_000


class Held(NamedTuple):
    """The highest counter that is held, and the ranges below it that are not."""

    highest: int
    missing: tuple = ()


class VectorShape:
    """A map from replica to what is held of it."""

    def read(self, reader):
        highest = self._read_numbered(reader)
        numbered = len(highest)
        for _ in range(_count(reader, REPLICAS_MAX)):
            replica = ID.read(reader)
            rises = len(highest) == numbered or highest[-1][0] < replica
            if not rises or reader.roll.number(replica) is not None:
                reader.refuse(malformed.NOT_CANONICAL)
            highest.append((replica, _read_highest(reader)))
        missing = self._read_exceptions(reader, highest)
        return {
            replica: Held(counter, missing.get(place, ()))
            for place, (replica, counter) in enumerate(highest)
        }

    def _read_numbered(self, reader):
        highest = []
        number = -1
        for _ in range(_count(reader, REPLICAS_MAX)):
            number += reader.varint() + 1
            if number >= len(reader.roll):
                reader.refuse(malformed.UNKNOWN_ROLL)
            highest.append((reader.roll.replicas[number], _read_highest(reader)))
        return highest

    def _read_exceptions(self, reader, highest):
        missing = {}
        place = -1
        for _ in range(_count(reader, 2 * REPLICAS_MAX)):
            place += reader.varint() + 1
            if place >= len(highest):
                reader.refuse(malformed.NOT_CANONICAL)
            missing[place] = _read_gaps(reader, highest[place][1])
        return missing

    def write(self, writer, value):
        numbers = {replica: writer.roll.number(replica) for replica in value}
        numbered = sorted(
            (replica for replica in value if numbers[replica] is not None), key=numbers.get
        )
        others = sorted(replica for replica in value if numbers[replica] is None)
        writer.varint(len(numbered))
        before = -1
        for replica in numbered:
            writer.varint(numbers[replica] - before - 1)
            before = numbers[replica]
            writer.varint(value[replica].highest)
        writer.varint(len(others))
        for replica in others:
            ID.write(writer, replica)
            writer.varint(value[replica].highest)
        _write_exceptions(writer, [value[replica].missing for replica in numbered + others])


def _count(reader, most):
    count = reader.varint()
    if count > most:
        reader.refuse(malformed.OVER_LIMIT)
    return count


def _read_highest(reader):
    return COUNTER.read(reader)


def _read_gaps(reader, highest):
    """Ranges above 0 and below the highest that rise and do not touch; at least one."""
    gaps = []
    before = -1
    for _ in range(_count(reader, GAPS_MAX)):
        gap = RANGE.read(reader)
        if gap.first == 0 or gap.first <= before + 1 or gap.last >= highest:
            reader.refuse(malformed.NOT_CANONICAL)
        before = gap.last
        gaps.append(gap)
    if not gaps:
        reader.refuse(malformed.NOT_CANONICAL)
    return tuple(gaps)


def _write_exceptions(writer, missing):
    places = [place for place, gaps in enumerate(missing) if gaps]
    writer.varint(len(places))
    before = -1
    for place in places:
        writer.varint(place - before - 1)
        before = place
        writer.varint(len(missing[place]))
        for gap in missing[place]:
            RANGE.write(writer, gap)


VECTOR = VectorShape()
