"""Puts the changes of a batch together from its columns."""

from . import malformed
from .basics import (
    BODY_BYTES_MAX, DOT, DOTS_MAX, ID, NUMBER, ORDINAL_MAX, PAYLOAD_BYTES_MAX, WRITES_MAX,
    Dot, counter_of, milliseconds_of, stamp_of,
)
from .columns import RECORD_ID, Change, Columns, joined
from .memory import SERIAL_BITS, Memory, MintedID, wrapped
from .payload import ELEMENT, EXTRA, EXTRAS_MAX, WRITE, Write
from .shapes import MEBIBYTE
from .values import BYTES, GROUP, GROUPS_DEEP_MAX, INTEGER, MEMBERS_MAX, NONE, TEXT, Value
from .writer import Writer

MEMBERS_OF_BATCH_MAX = 1_048_576


class BatchReader:
    """A cursor in each of the columns of a batch.

    What it puts together has to be written again and compared: it does not notice by itself where
    a writer took another way than the one that is allowed.
    """

    def __init__(self, reader):
        self.memory = Memory(reader.roll)
        lengths = iter([reader.varint() for _ in Columns.NAMES])
        self.columns = Columns(lambda: reader.part(next(lengths)))
        self._room = BODY_BYTES_MAX
        self._members_left = MEMBERS_OF_BATCH_MAX

    def finish(self):
        for column in self.columns.all:
            column.finish()

    def take(self):
        return self.take_with_form()[0]

    def take_with_form(self):
        """The next change, and whether it is compact."""
        forms = self.columns.forms
        form = forms.byte()
        if form > 1:
            forms.refuse(malformed.NOT_CANONICAL)
        own = self.replica(forms)
        counter = wrapped(own.next_counter + forms.signed())
        if counter > ORDINAL_MAX:
            forms.refuse(malformed.NUMBER_TOO_LARGE)
        if counter == 0:
            forms.refuse(malformed.NOT_CANONICAL)
        own.next_counter = wrapped(counter + 1)
        dot = Dot(own.id, counter)
        if form == 1:
            payload = self._take_compact(dot, own)
        else:
            payload = self._take_verbatim()
        self._room -= len(payload)
        return Change(dot, payload), form == 1

    def replica(self, column, offset=0, number=None):
        """The replica that a column names; its number if it was read already."""
        number = (column.varint() if number is None else number) - offset
        if number < len(self.memory.replicas):
            return self.memory.replicas[number]
        if number > len(self.memory.replicas):
            column.refuse(malformed.NOT_CANONICAL)
        rolls = self.columns.rolls
        on_roll = rolls.varint()
        if on_roll > len(self.memory.roll):
            rolls.refuse(malformed.UNKNOWN_ROLL)
        if on_roll:
            return self.memory.name_replica(self.memory.roll.replicas[on_roll - 1])
        return self.memory.name_replica(ID.read(self.columns.names))

    def _take_verbatim(self):
        blocks = self.columns.blocks
        length = blocks.varint()
        if length > min(PAYLOAD_BYTES_MAX, self._room):
            blocks.refuse(malformed.OVER_LIMIT)
        return blocks.take(length)

    def _take_compact(self, dot, own):
        """Puts a payload together, and stops when it has become too long."""
        forms = self.columns.forms
        out = Writer()
        DOT.write(out, dot)
        ID.write(out, self._take_person())
        has_author = forms.flag()
        out.flag(has_author)
        if has_author:
            ID.write(out, self._take_person())
        out.varint(self._take_claimed())
        self.memory.schema = wrapped(self.memory.schema + forms.signed())
        out.varint(self.memory.schema)
        count = forms.varint()
        if count > WRITES_MAX:
            forms.refuse(malformed.OVER_LIMIT)
        out.varint(count)
        dots = ()
        for _ in range(count):
            write = self._take_write(own, dots)
            dots = write.dots
            WRITE.write(out, write)
            self._require_room(out)
        self._take_extras(out)
        return bytes(out.data)

    def _require_room(self, out):
        if len(out.data) > min(PAYLOAD_BYTES_MAX, self._room):
            self.columns.forms.refuse(malformed.OVER_LIMIT)

    def _take_extras(self, out):
        forms = self.columns.forms
        count = 0
        while forms.flag():
            count += 1
            if count > EXTRAS_MAX:
                forms.refuse(malformed.OVER_LIMIT)
            EXTRA.write(out, EXTRA.read(self.columns.blocks))
            self._require_room(out)

    def _take_person(self):
        forms, people = self.columns.forms, self.memory.people
        number = forms.varint()
        if number > len(people):
            forms.refuse(malformed.NOT_CANONICAL)
        if number == len(people):
            people.tell(ID.read(self.columns.names))
        return people.things[number]

    def _take_claimed(self):
        before = milliseconds_of(self.memory.claimed)
        times, forms = self.columns.times, self.columns.forms
        now = joined(before, times, self.columns.time_tails)
        expected = counter_of(self.memory.claimed) + 1 if now == before else 0
        counter = expected + forms.signed()
        if not 0 <= counter <= 0xFFFF:
            forms.refuse(malformed.NOT_CANONICAL)
        self.memory.claimed = stamp_of(now, counter)
        return self.memory.claimed

    def _take_write(self, own, dots_before):
        collection, register, element = self._take_field()
        record = self._take_id(own)
        self.memory.record = record
        value = self._take_value(own)
        return Write(
            collection, record, register, element, value, self._take_dots(own, dots_before)
        )

    def _take_field(self):
        column, fields = self.columns.fields, self.memory.fields
        number = column.varint()
        if number > len(fields):
            column.refuse(malformed.NOT_CANONICAL)
        if number == len(fields):
            fields.tell((NUMBER.read(column), NUMBER.read(column), ELEMENT.read(column)))
        return fields.things[number]

    def _take_id(self, own):
        """Reads an id reference."""
        records, ids = self.columns.records, self.memory.ids
        number = records.varint()
        if number == 1:
            return self._take_new_id(own)
        if number == 0:
            if self.memory.record is None:
                records.refuse(malformed.NOT_CANONICAL)
            return self.memory.record
        if number > len(ids) + 1:
            records.refuse(malformed.NOT_CANONICAL)
        return ids.things[len(ids) + 1 - number]

    def _take_new_id(self, own):
        origins = self.columns.origins
        origin = origins.varint()
        if origin == 0:
            id = ID.read(self.columns.names)
            self.memory.tell_id(id, None)
            return id
        minter = own if origin == 1 else self.replica(origins, offset=2, number=origin)
        expected = milliseconds_of(self.memory.claimed)
        if origin > 1 and minter.last_moment is not None:
            expected = minter.last_moment
        moment = joined(expected, self.columns.moments, self.columns.moment_tails)
        serial = wrapped(minter.next_serial + self.columns.serials.signed())
        if serial >> SERIAL_BITS:
            self.columns.serials.refuse(malformed.NOT_CANONICAL)
        minter.last_moment, minter.next_serial = moment, serial + 1
        id = MintedID(moment, minter.node, serial).id
        self.memory.tell_id(id, minter)
        return id

    def _take_value(self, own, groups_around=0):
        kinds = self.columns.kinds
        kind = kinds.byte()
        if kind > RECORD_ID or kind == NONE and groups_around:
            kinds.refuse(malformed.UNKNOWN_KIND)
        if kind == RECORD_ID:
            return Value(BYTES, self._take_id(own))
        if kind == INTEGER:
            return Value(kind, self.columns.integers.signed())
        if kind in (TEXT, BYTES):
            return Value(kind, self._take_text())
        if kind == GROUP:
            return Value(kind, self._take_members(own, groups_around + 1))
        return Value(kind)

    def _take_text(self):
        length = self.columns.lengths.varint()
        if length > MEBIBYTE:
            self.columns.lengths.refuse(malformed.OVER_LIMIT)
        return self.columns.texts.take(length)

    def _take_members(self, own, depth):
        kinds = self.columns.kinds
        if depth > GROUPS_DEEP_MAX:
            kinds.refuse(malformed.OVER_LIMIT)
        count = kinds.varint()
        self._members_left -= count
        if count > MEMBERS_MAX or self._members_left < 0:
            kinds.refuse(malformed.OVER_LIMIT)
        return tuple(
            (NUMBER.read(kinds), self._take_value(own, depth)) for _ in range(count)
        )

    def _take_dots(self, own, before):
        columns = self.columns
        count = columns.dots.varint()
        if count == 0:
            return before
        if count - 1 > DOTS_MAX:
            columns.dots.refuse(malformed.OVER_LIMIT)
        dots = []
        for _ in range(count - 1):
            author = columns.authors.varint()
            replica = self.memory.hint(own)
            if author:
                replica = self.replica(columns.authors, offset=1, number=author)
            replica.last_named = wrapped(replica.last_named + columns.counters.signed())
            if replica.last_named > ORDINAL_MAX:
                columns.counters.refuse(malformed.NUMBER_TOO_LARGE)
            dots.append(Dot(replica.id, replica.last_named))
        return tuple(dots)
