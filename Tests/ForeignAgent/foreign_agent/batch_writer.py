"""Takes changes apart into the columns of a batch."""

from .basics import counter_of, milliseconds_of
from .columns import RECORD_ID, Columns, split
from .memory import Memory, MintedID, as_signed, wrapped
from .payload import ELEMENT, EXTRA, payload_by_grammar
from .values import BYTES, GROUP, INTEGER, TEXT
from .writer import Writer


class BatchWriter:
    """The columns of the changes that were put in so far."""

    def __init__(self, roll):
        self.memory = Memory(roll)
        self.columns = Columns(Writer)

    def write(self, writer):
        for column in self.columns.all:
            writer.varint(len(column.data))
        for column in self.columns.all:
            writer.put(column.data)

    def put(self, change):
        """Takes a change apart; tells its payload, or None if it travels verbatim."""
        forms = self.columns.forms
        payload = payload_by_grammar(change.payload, change.dot)
        forms.byte(0 if payload is None else 1)
        own = self.replica(forms, change.dot.replica)
        forms.signed(as_signed(change.dot.counter - own.next_counter))
        own.next_counter = wrapped(change.dot.counter + 1)
        if payload is None:
            self.columns.blocks.varint(len(change.payload))
            self.columns.blocks.put(change.payload)
        else:
            self._put_compact(payload, own)
        return payload

    def replica(self, column, id, offset=0):
        number = self.memory.replica_number(id)
        if number is not None:
            column.varint(number + offset)
            return self.memory.replicas[number]
        column.varint(len(self.memory.replicas) + offset)
        on_roll = self.memory.roll.number(id)
        if on_roll is None:
            self.columns.rolls.varint(0)
            self.columns.names.put(id)
        else:
            self.columns.rolls.varint(on_roll + 1)
        return self.memory.name_replica(id)

    def _put_compact(self, payload, own):
        forms = self.columns.forms
        self._put_person(payload.device)
        forms.flag(payload.authors)
        for author in payload.authors:
            self._put_person(author)
        self._put_claimed(payload.claimed)
        forms.signed(as_signed(payload.schema - self.memory.schema))
        self.memory.schema = payload.schema
        forms.varint(len(payload.writes))
        dots = ()
        for write in payload.writes:
            self._put_write(write, own, dots)
            dots = write.dots
        for extra in payload.extras:
            forms.byte(1)
            EXTRA.write(self.columns.blocks, extra)
        forms.byte(0)

    def _put_person(self, id):
        number = self.memory.people.number(id)
        if number is None:
            self.columns.forms.varint(len(self.memory.people))
            self.columns.names.put(id)
            self.memory.people.tell(id)
        else:
            self.columns.forms.varint(number)

    def _put_claimed(self, claimed):
        before, now = milliseconds_of(self.memory.claimed), milliseconds_of(claimed)
        split(now - before, self.columns.times, self.columns.time_tails)
        expected = counter_of(self.memory.claimed) + 1 if now == before else 0
        self.columns.forms.signed(counter_of(claimed) - expected)
        self.memory.claimed = claimed

    def _put_write(self, write, own, dots_before):
        self._put_field((write.collection, write.register, write.element))
        self._put_id(write.record, own)
        self.memory.record = write.record
        self._put_value(write.value, own)
        self._put_dots(write.dots, own, dots_before)

    def _put_field(self, field):
        column = self.columns.fields
        number = self.memory.fields.number(field)
        if number is not None:
            column.varint(number)
            return
        column.varint(len(self.memory.fields))
        collection, register, element = field
        column.varint(collection)
        column.varint(register)
        ELEMENT.write(column, element)
        self.memory.fields.tell(field)

    def _put_id(self, id, own):
        """Writes an id reference."""
        number = self.memory.ids.number(id)
        if id == self.memory.record:
            self.columns.records.varint(0)
        elif number is not None:
            self.columns.records.varint(len(self.memory.ids) + 1 - number)
        else:
            self.columns.records.varint(1)
            self._put_new_id(id, own)

    def _put_new_id(self, id, own):
        minted = MintedID.of(id)
        if minted and minted.node == own.node:
            self.columns.origins.varint(1)
            minter, expected = own, milliseconds_of(self.memory.claimed)
        elif minted and (minter_id := self.memory.minter(minted.node)):
            minter = self.replica(self.columns.origins, minter_id, offset=2)
            expected = minter.last_moment
            if expected is None:
                expected = milliseconds_of(self.memory.claimed)
        else:
            self.columns.origins.varint(0)
            self.columns.names.put(id)
            self.memory.tell_id(id, None)
            return
        split(minted.milliseconds - expected, self.columns.moments, self.columns.moment_tails)
        self.columns.serials.signed(minted.serial - minter.next_serial)
        minter.last_moment = minted.milliseconds
        minter.next_serial = minted.serial + 1
        self.memory.tell_id(id, minter)

    def _put_value(self, value, own):
        kinds = self.columns.kinds
        if value.kind == BYTES and len(value.content) == 16:
            kinds.byte(RECORD_ID)
            self._put_id(value.content, own)
            return
        kinds.byte(value.kind)
        if value.kind == INTEGER:
            self.columns.integers.signed(value.content)
        elif value.kind in (TEXT, BYTES):
            self.columns.lengths.varint(len(value.content))
            self.columns.texts.put(value.content)
        elif value.kind == GROUP:
            kinds.varint(len(value.content))
            for number, member in value.content:
                kinds.varint(number)
                self._put_value(member, own)

    def _put_dots(self, dots, own, before):
        if dots == before:
            self.columns.dots.varint(0)
            return
        self.columns.dots.varint(len(dots) + 1)
        hint = self.memory.hint(own)
        for dot in dots:
            replica = hint
            if dot.replica == hint.id:
                self.columns.authors.varint(0)
            else:
                replica = self.replica(self.columns.authors, dot.replica, offset=1)
            self.columns.counters.signed(as_signed(dot.counter - replica.last_named))
            replica.last_named = dot.counter
