"""What a database holds of a book: a function of the set of changes, whatever their order."""

from .knowledge import Knowledge
from .log import ENDED, Applied, NotApplied
from .payload import read_payload
from .state import Register, Sibling
from .values import NO_VALUE


class Book:
    """Knowledge, records, what was removed early, and what was refused."""

    def __init__(self):
        self.knowledge = Knowledge()
        self.records = {}
        self.removed_early = {}
        self.refused = {}

    def apply_entry(self, entry):
        event = entry.event
        if isinstance(event, Applied):
            self.apply_accepted(read_payload(event.payload), event.effective, event.accepted)
        elif isinstance(event, NotApplied):
            self.apply_refused(event.form)
        elif isinstance(event, ENDED.type):
            self.knowledge.close(event.replica)

    def put(self, record):
        """Puts a record in the place of what is left of it."""
        self.records[record.key] = {
            (register, element): list(siblings) for register, element, siblings in record.state
        }

    def apply_accepted(self, payload, effective, accepted):
        dot = payload.dot
        if self.refused.pop(dot, None) is None and self.knowledge.covers(dot):
            return
        if not self.knowledge.covers(dot):
            self.knowledge.cover(dot)
        removed = self.removed_early.pop(dot, set())
        for write in payload.writes:
            meant = self._remove(write.address, write.dots)
            if write.value != NO_VALUE and write.address not in removed and dot not in meant:
                self._add(write.address, Sibling(dot, effective, accepted, write.value))

    def apply_refused(self, form):
        if self.knowledge.covers(form.dot):
            return
        self.knowledge.cover(form.dot)
        self.refused[form.dot] = form
        named = {naming.address: naming.dots for naming in form.namings}
        for address in tuple(self.removed_early.get(form.dot, ())):
            self._remove(address, named.get(address, ()))

    def meaning(self, address, dots):
        """The dots that a write means by those that it names."""
        meant = set()
        unseen = list(dots)
        while unseen:
            dot = unseen.pop()
            if dot not in meant:
                meant.add(dot)
                if dot in self.refused:
                    unseen += _named(self.refused[dot], address)
        return meant

    def _remove(self, address, dots):
        """Removes what a write means, now or before it comes; gives what it means."""
        meant = self.meaning(address, dots)
        for dot in meant:
            if dot in self.refused or not self.knowledge.covers(dot):
                self.removed_early.setdefault(dot, set()).add(address)
        registers = self.records.get(address[:2], {})
        left = [one for one in registers.get(address[2:], ()) if one.dot not in meant]
        if left:
            registers[address[2:]] = left
        elif registers.pop(address[2:], None) and not registers:
            del self.records[address[:2]]
        return meant

    def _add(self, address, sibling):
        registers = self.records.setdefault(address[:2], {})
        registers[address[2:]] = sorted(
            [*registers.get(address[2:], ()), sibling], key=lambda one: one.dot)

    def state(self, key):
        """The state of a record as it travels."""
        registers = self.records.get(key, {})
        return tuple(Register(*name, tuple(registers[name])) for name in sorted(registers))


def _named(form, address):
    return [dot for naming in form.namings if naming.address == address for dot in naming.dots]
