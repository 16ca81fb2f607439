"""Holds this implementation against golden files."""

from pathlib import Path

from .first_steps import FIRST_STEPS
from .frame import read_frame, write_frame
from .identity import IDENTITY
from .log import ENTRY
from .malformed import Malformed
from .payload import PAYLOAD
from .roll import Roll
from .session import read_body, read_sealed, write_body
from .shapes import decoded, encoded
from .state import STATE

ROLL = Roll(
    int(f"{digit}" * 16, 16).to_bytes(8, "big") + digit.to_bytes(8, "big") for digit in range(1, 5)
)
BATCH_PREFIX = "batch-"
PLAIN_SHAPES = {"payload": PAYLOAD, "entry": ENTRY, "state": STATE}
PLAIN_MESSAGES = FIRST_STEPS | IDENTITY


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
                if not comes_back(self.data("good", name), subject, int(kind)):
                    faults.append(f"{name}: written again it is not the same")
            except Malformed as error:
                faults.append(f"{name}: {error}")
        return faults, len(listed)

    def faults_of_malformed(self):
        """What was not refused, or not as listed; and how many were looked at.

        In a batch any reason will do: its columns are read beside each other, and which of them
        is found wrong first is a reader's own affair.
        """
        listed = self.listed("malformed")
        faults = []
        for name, subject, kind, reason, offset in listed:
            try:
                read_again(self.data("malformed", name), subject, int(kind))
                faults.append(f"{name}: was read, but is {reason} at offset {offset}")
            except Malformed as error:
                as_listed = (error.reason, error.offset) == (reason, int(offset))
                if not as_listed and not name.startswith(BATCH_PREFIX):
                    faults.append(f"{name}: {error}, but is {reason} at offset {offset}")
        return faults, len(listed)


def comes_back(data, subject, kind):
    read, again = read_again(data, subject, kind)
    return read == again


def read_again(data, subject, kind):
    """The bytes that count of a golden file, and what its value is written to."""
    if subject != "frame":
        shape = PLAIN_SHAPES[subject]
        return data, encoded(shape, decoded(shape, data))
    if kind in PLAIN_MESSAGES:
        shape = PLAIN_MESSAGES[kind]
        return data, write_frame(kind, encoded(shape, decoded(shape, read_frame(data, kind))))
    sealed = read_sealed(data, kind)
    message, count = read_body(kind, sealed.body, ROLL)
    return sealed.body, write_body(kind, message, ROLL.first(count))
