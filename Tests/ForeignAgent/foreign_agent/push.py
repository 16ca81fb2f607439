"""Push: runs of changes for the server's log."""

from typing import NamedTuple

from .basics import FLAG, HASH, ITEMS_MAX, POINTS, VARINT
from .batch import read_changes, write_changes
from .shapes import Fields, ListOf


class Run(NamedTuple):
    """Changes of one replica without a gap between them, and the link before the first."""

    link: bytes
    leaves_gap: bool
    changes: tuple


HEADS = ListOf(Fields("RunHead", link=HASH, leaves_gap=FLAG, count=VARINT), ITEMS_MAX)


class Runs:
    """The heads of the runs, then the changes of all of them in one batch."""

    def read(self, reader):
        heads = HEADS.read(reader)
        changes = iter(read_changes(reader, sum(head.count for head in heads)))
        return tuple(
            Run(head.link, head.leaves_gap, tuple(next(changes) for _ in range(head.count)))
            for head in heads
        )

    def write(self, writer, value):
        HEADS.write(writer, [(run.link, run.leaves_gap, len(run.changes)) for run in value])
        write_changes(writer, [change for run in value for change in run.changes])


PUSH = Fields("Push", points=POINTS, runs=Runs())
