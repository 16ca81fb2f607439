"""How a session message names a replica: by its number on the roll, or in full."""

from . import malformed
from .basics import COUNTER, ID, Dot
from .shapes import Fields


class Replica:
    """0 and an id, or a number of the roll and 1; the number has to be used if there is one."""

    def read(self, reader):
        number = reader.varint()
        if number:
            if number > len(reader.roll):
                reader.refuse(malformed.UNKNOWN_ROLL)
            return reader.roll.replicas[number - 1]
        replica = ID.read(reader)
        if reader.roll.number(replica) is not None:
            reader.refuse(malformed.NOT_CANONICAL)
        return replica

    def write(self, writer, value):
        number = writer.roll.number(value)
        if number is None:
            writer.varint(0)
            writer.put(value)
        else:
            writer.varint(number + 1)


REPLICA = Replica()
NAMED_DOT = Fields(Dot, replica=REPLICA, counter=COUNTER)
