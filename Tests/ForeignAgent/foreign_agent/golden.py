"""Holds this implementation against golden files."""

from pathlib import Path

from .frame import read_frame, write_frame
from .identity import IDENTITY
from .log import ENTRY
from .malformed import Malformed
from .payload import PAYLOAD
from .roll import Roll
from .session import read_body, read_sealed, write_body, write_sealed
from .shapes import decoded, encoded
from .state import STATE

ROLL = Roll(
    int(f"{digit}" * 16, 16).to_bytes(8, "big") + digit.to_bytes(8, "big") for digit in range(1, 5)
)
BATCH_PREFIX = "batch-"
ORDER_SUFFIX = "-fall"
PLAIN_SHAPES = {"payload": PAYLOAD, "entry": ENTRY, "state": STATE}


class Golden:
    """A folder of golden files and its lists."""

    def __init__(self, folder):
        self.folder = Path(folder)

    def listed(self, name):
        """The lines of a list, each as its words."""
        lines = (self.folder / f"{name}.txt").read_text().splitlines()
        return [line.split(" ") for line in lines if line]

    def data(self, folder, name):
        return bytes.fromhex((self.folder / folder / f"{name}.hex").read_text())

    def faults_of_good(self):
        """What was not read, or not written again as it was; and how many were looked at."""
        listed = self.listed("good")
        faults = []
        for name, subject, kind in listed:
            try:
                content, again = read_again(self.data("good", name), subject, int(kind))
                if content != again:
                    faults.append(f"{name}: written again it is not the same")
            except Malformed as error:
                faults.append(f"{name}: {error}")
        return faults, len(listed)

    def faults_of_malformed(self):
        """What was not refused, or not as listed; and how many were looked at.

        In a batch any reason will do: its columns are read beside each other, and which of them
        is found wrong first is a reader's own affair. That a list does not rise may be noticed
        before or after the rest of an item is read.
        """
        listed = self.listed("malformed")
        faults = []
        for name, subject, kind, reason, offset in listed:
            try:
                read_again(self.data("malformed", name), subject, int(kind))
                faults.append(f"{name}: was read, but is {reason} at offset {offset}")
            except Malformed as error:
                is_there = error.offset == int(offset) or name.endswith(ORDER_SUFFIX)
                as_listed = error.reason == reason and is_there
                if not as_listed and not name.startswith(BATCH_PREFIX):
                    faults.append(f"{name}: {error}, but is {reason} at offset {offset}")
        return faults, len(listed)


def read_again(data, subject, kind):
    """The bytes that count of a golden file, and what its value is written to.

    All of them count but those of a compressed frame, of which the body does.
    """
    content = content_of(data, subject, kind)
    again = written_again(content, subject, kind)
    if subject != "frame":
        return data, again
    if kind in IDENTITY:
        return data, write_frame(kind, again)
    sealed = read_sealed(data, kind)
    if sealed.is_compressed:
        return content, again
    return data, write_sealed(kind, sealed._replace(body=again), compress=False)


def content_of(data, subject, kind):
    """What is in a frame; of a session frame, its body."""
    if subject != "frame":
        return data
    return read_frame(data, kind) if kind in IDENTITY else read_sealed(data, kind).body


def written_again(content, subject, kind):
    if subject == "frame" and kind not in IDENTITY:
        message, count = read_body(kind, content, ROLL)
        return write_body(kind, message, ROLL.first(count))
    shape = PLAIN_SHAPES[subject] if subject != "frame" else IDENTITY[kind]
    return encoded(shape, decoded(shape, content))
