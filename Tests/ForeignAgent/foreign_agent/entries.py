"""Entries of the log as they travel: a batch of their changes, with two columns more."""

from . import malformed
from .basics import ORDINAL_MAX, counter_of, milliseconds_of, stamp_of
from .batch import CountedBatch
from .batch_reader import BatchReader
from .batch_writer import BatchWriter
from .chain import EMPTY_FORM
from .columns import Change
from .log import ACCEPTED, ENDED, VERDICT, Applied, Entry, NotApplied
from .memory import as_signed, wrapped

APPLIED_KIND, NOT_APPLIED_KIND, ENDED_KIND = 1, 2, 3
KINDS = {Applied: APPLIED_KIND, NotApplied: NOT_APPLIED_KIND, ENDED.type: ENDED_KIND}


class Stamps:
    """What both sides remember of the entry before."""

    def __init__(self):
        self.position = 0
        self.effective = 0
        self.accepted = 0

    def expected_accepted_counter(self, milliseconds):
        same = milliseconds == milliseconds_of(self.accepted)
        return counter_of(self.accepted) + 1 if same else 0


class EntriesWriter:
    """The columns of the entries that were put in so far."""

    def __init__(self, roll):
        self.changes = BatchWriter(roll)
        self.stamps = Stamps()

    def write(self, writer):
        self.changes.write(writer)

    def put(self, entry):
        columns, event = self.changes.columns, entry.event
        kind = KINDS[type(event)]
        columns.entries.byte(kind)
        columns.entries.signed(as_signed(entry.position - self.stamps.position - 1))
        self.stamps.position = entry.position
        if kind == APPLIED_KIND:
            payload = self.changes.put(Change(event.dot, event.payload))
            self._put_judgement(event, payload.claimed if payload else self.stamps.effective)
        elif kind == NOT_APPLIED_KIND:
            EMPTY_FORM.write(columns.blocks, event.form)
            self._put_judgement(event, self.stamps.effective)
        elif kind == ENDED_KIND:
            self.changes.replica(columns.entries, event.replica)

    def _put_judgement(self, event, expected):
        columns, stamps = self.changes.columns, self.stamps
        is_accepted = isinstance(event.verdict, ACCEPTED.type)
        columns.entries.byte(0 if is_accepted else 1)
        if not is_accepted:
            VERDICT.write(columns.blocks, event.verdict)
        columns.stamps.signed(as_signed(event.effective - expected))
        stamps.effective = event.effective
        moment = milliseconds_of(event.accepted)
        columns.stamps.signed(moment - milliseconds_of(stamps.accepted))
        counter = stamps.expected_accepted_counter(moment)
        columns.entries.signed(counter_of(event.accepted) - counter)
        stamps.accepted = event.accepted


class EntriesReader:
    """Puts entries together from the columns of their batch."""

    def __init__(self, reader):
        self.changes = BatchReader(reader)
        self.stamps = Stamps()

    def finish(self):
        self.changes.finish()

    def take(self):
        column = self.changes.columns.entries
        kind = column.byte()
        position = wrapped(self.stamps.position + 1 + column.signed())
        if position > ORDINAL_MAX:
            column.refuse(malformed.NUMBER_TOO_LARGE)
        if position == 0:
            column.refuse(malformed.NOT_CANONICAL)
        self.stamps.position = position
        return Entry(position, self._take_event(kind, column))

    def _take_event(self, kind, column):
        if kind == APPLIED_KIND:
            change, is_compact = self.changes.take_with_form()
            claimed = self.changes.memory.claimed
            expected = claimed if is_compact else self.stamps.effective
            return Applied(*change, *self._take_judgement(kind, expected))
        if kind == NOT_APPLIED_KIND:
            form = EMPTY_FORM.read(self.changes.columns.blocks)
            return NotApplied(form, *self._take_judgement(kind, self.stamps.effective))
        if kind != ENDED_KIND:
            column.refuse(malformed.NOT_CANONICAL)
        return ENDED.type(self.changes.replica(column).id)

    def _take_judgement(self, kind, expected):
        columns, stamps = self.changes.columns, self.stamps
        verdict = ACCEPTED.type()
        if columns.entries.flag():
            verdict = VERDICT.read(columns.blocks)
        stamps.effective = wrapped(expected + columns.stamps.signed())
        moment = wrapped(milliseconds_of(stamps.accepted) + columns.stamps.signed())
        counter = stamps.expected_accepted_counter(moment) + columns.entries.signed()
        if moment >> 48 or not 0 <= counter <= 0xFFFF:
            columns.stamps.refuse(malformed.NOT_CANONICAL)
        stamps.accepted = stamp_of(moment, counter)
        return verdict, stamps.effective, stamps.accepted


ENTRIES = CountedBatch(EntriesReader, EntriesWriter)
