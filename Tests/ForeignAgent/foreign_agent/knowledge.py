"""Which changes a database knows of: those that it holds, and those that were refused."""

from .ranges import Range
from .vector import Held


class Knowledge:
    """What is covered of the live replicas, and the last counter of every closed one."""

    def __init__(self):
        self.live = {}
        self.closed = {}

    def covers(self, dot):
        if dot.replica in self.closed:
            return dot.counter <= self.closed[dot.replica]
        held = self.live.get(dot.replica, Held(0))
        return dot.counter <= held.highest and not _gap_around(dot.counter, held.missing)

    def cover(self, dot):
        """Covers a dot that is not covered; a closed replica is opened again by it."""
        held = self.live.get(dot.replica, Held(self.closed.pop(dot.replica, 0)))
        self.live[dot.replica] = _with(held, dot.counter)

    def close(self, replica):
        """Closes a replica, unless changes of it are missing."""
        held = self.live.get(replica)
        if held and not held.missing:
            self.closed[replica] = self.live.pop(replica).highest


def _gap_around(counter, missing):
    return next((gap for gap in missing if gap.first <= counter <= gap.last), None)


def _with(held, counter):
    """What is held when a counter that was missing or is beyond has come."""
    if counter > held.highest:
        gap = Range(held.highest + 1, counter - 1)
        return Held(counter, held.missing + ((gap,) if gap.first <= gap.last else ()))
    missing = []
    for gap in held.missing:
        if gap.first <= counter <= gap.last:
            parts = Range(gap.first, counter - 1), Range(counter + 1, gap.last)
            missing += [part for part in parts if part.first <= part.last]
        else:
            missing.append(gap)
    return Held(held.highest, tuple(missing))
