"""A record's state: the sources of its siblings, each told once, then its registers."""

from typing import NamedTuple

from . import malformed
from .basics import COUNTER, ID, Dot, counter_of, milliseconds_of, stamp_of
from .payload import ELEMENT
from .shapes import Varint, require_rising
from .values import VALUE, Value

HAS_ELEMENT, HAS_SEVERAL = 1, 2
HEADER = Varint(most=(1 << 34) - 1)
STAMP_COUNTER = Varint(most=0xFFFF)
FLAGGED_COUNTER = Varint(most=0x1FFFF)
IS_ACCEPTED = 1


class Sibling(NamedTuple):
    """A value of a register, the change that wrote it, and the stamps that order it.

    The accepted stamp is None while no server has taken the change.
    """

    dot: Dot
    stamp: int
    accepted: int | None
    value: Value

    @property
    def source(self):
        return self.dot, self.stamp, self.accepted


class Register(NamedTuple):
    """A register of a record and its siblings, at least one."""

    register: int
    element: bytes
    siblings: tuple


class StateShape:
    """Registers that rise by number and element; their siblings rise by dot."""

    def read(self, reader):
        sources = _read_sources(reader)
        unused = set(range(len(sources)))
        registers = []
        for _ in range(read_count(reader)):
            registers.append(_read_register(reader, sources, unused))
            if len(registers) > 1:
                require_rising(reader, registers[-2][:2], registers[-1][:2])
        if unused:
            reader.refuse(malformed.NOT_CANONICAL)
        return tuple(registers)

    def write(self, writer, value):
        used = {sibling.source for register in value for sibling in register.siblings}
        sources = sorted(used, key=_rank)
        _write_sources(writer, sources)
        places = {source: place for place, source in enumerate(sources)}
        writer.varint(len(value))
        for register in value:
            _write_register(writer, register, places)


def read_count(reader, least=0):
    """A count of things of at least one byte each."""
    count = reader.varint()
    if count < least:
        reader.refuse(malformed.NOT_CANONICAL)
    if count > reader.remaining:
        reader.refuse(malformed.TRUNCATED)
    return count


def _rank(source):
    """What sources rise by: one that was not accepted stands before all that were."""
    dot, stamp, accepted = source
    return dot, stamp, accepted is not None, accepted or 0


def _read_sources(reader):
    sources = []
    milliseconds = 0
    for _ in range(read_count(reader)):
        replica = ID.read(reader)
        for _ in range(read_count(reader, least=1)):
            dot = Dot(replica, COUNTER.read(reader))
            milliseconds = _read_moment(reader, milliseconds)
            counter = FLAGGED_COUNTER.read(reader)
            accepted = None
            if counter & IS_ACCEPTED:
                moment = _read_moment(reader, milliseconds)
                accepted = stamp_of(moment, STAMP_COUNTER.read(reader))
            sources.append((dot, stamp_of(milliseconds, counter >> 1), accepted))
            if len(sources) > 1:
                require_rising(reader, *map(_rank, sources[-2:]))
    return sources


def _read_moment(reader, before):
    milliseconds = before + reader.signed()
    if not 0 <= milliseconds < 1 << 48:
        reader.refuse(malformed.NOT_CANONICAL)
    return milliseconds


def _read_register(reader, sources, unused):
    header = HEADER.read(reader)
    element = ELEMENT.read(reader) if header & HAS_ELEMENT else b""
    if header & HAS_ELEMENT and not element:
        reader.refuse(malformed.NOT_CANONICAL)
    siblings = []
    for _ in range(read_count(reader, least=2) if header & HAS_SEVERAL else 1):
        place = 0 if len(sources) == 1 else reader.varint()
        if place >= len(sources):
            reader.refuse(malformed.NOT_CANONICAL)
        unused.discard(place)
        siblings.append(Sibling(*sources[place], VALUE.read(reader)))
        if len(siblings) > 1:
            require_rising(reader, siblings[-2].dot, siblings[-1].dot)
    return Register(header >> 2, element, tuple(siblings))


def _write_sources(writer, sources):
    of_replicas = {}
    for dot, stamp, accepted in sources:
        of_replicas.setdefault(dot.replica, []).append((dot.counter, stamp, accepted))
    writer.varint(len(of_replicas))
    before = 0
    for replica, told in of_replicas.items():
        ID.write(writer, replica)
        writer.varint(len(told))
        for counter, stamp, accepted in told:
            writer.varint(counter)
            writer.signed(milliseconds_of(stamp) - before)
            before = milliseconds_of(stamp)
            writer.varint(counter_of(stamp) << 1 | (0 if accepted is None else IS_ACCEPTED))
            if accepted is not None:
                writer.signed(milliseconds_of(accepted) - before)
                writer.varint(counter_of(accepted))


def _write_register(writer, register, places):
    several = len(register.siblings) > 1
    flags = (HAS_ELEMENT if register.element else 0) | (HAS_SEVERAL if several else 0)
    writer.varint(register.register << 2 | flags)
    if register.element:
        ELEMENT.write(writer, register.element)
    if several:
        writer.varint(len(register.siblings))
    for sibling in register.siblings:
        if len(places) != 1:
            writer.varint(places[sibling.source])
        VALUE.write(writer, sibling.value)


STATE = StateShape()
