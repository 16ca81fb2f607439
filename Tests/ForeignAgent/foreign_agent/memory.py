"""What both sides of a batch remember, from its first change to its last."""

from .roll import node_of_replica

WORD = 1 << 64
SERIAL_BITS = 28


def wrapped(number):
    """The number counted round 2^64."""
    return number % WORD


def as_signed(number):
    """The signed number of 64 bits that is the same round 2^64."""
    number = wrapped(number)
    return number - WORD if number >> 63 else number


class Numbered:
    """Things in the order in which they were told, numbered from 0."""

    def __init__(self):
        self.things = []
        self._numbers = {}

    def __len__(self):
        return len(self.things)

    def number(self, thing):
        """The number of a thing that was told, or None."""
        return self._numbers.get(thing)

    def tell(self, thing):
        self._numbers.setdefault(thing, len(self.things))
        self.things.append(thing)


class NamedReplica:
    """A replica that the batch has named."""

    def __init__(self, id):
        self.id = id
        self.node = node_of_replica(id)
        self.next_counter = 1
        self.last_named = 0
        self.last_moment = None
        self.next_serial = 0


class Memory:
    """The state of a batch between two changes; equal on both sides at every step."""

    def __init__(self, roll):
        self.roll = roll
        self.replicas = []
        self._replica_numbers = {}
        self._replica_of_node = {}
        self.people = Numbered()
        self.fields = Numbered()
        self.ids = Numbered()
        self.minters = {}
        self.claimed = 0
        self.schema = 0
        self.record = None

    def replica_number(self, id):
        return self._replica_numbers.get(id)

    def name_replica(self, id):
        replica = NamedReplica(id)
        self._replica_numbers.setdefault(id, len(self.replicas))
        self._replica_of_node.setdefault(replica.node, id)
        self.replicas.append(replica)
        return replica

    def minter(self, node):
        """The id of the replica by whose node a record id is told, or None."""
        return self._replica_of_node.get(node) or self.roll.replica_with_node(node)

    def tell_id(self, id, minter):
        self.ids.tell(id)
        self.minters[id] = minter

    def hint(self, own):
        """The replica that most likely made what a write replaces."""
        return self.minters.get(self.record) or own


class MintedID:
    """A record id taken apart: when it was minted, with which node, as which of its ids."""

    def __init__(self, milliseconds, node, serial):
        self.milliseconds, self.node, self.serial = milliseconds, node, serial

    @classmethod
    def of(cls, id):
        """The parts of an id, or None if it has no node."""
        number = int.from_bytes(id, "big")
        if number >> 76 & 0xF != 7 or number >> 62 & 0x3 != 2:
            return None
        node = (number >> 64 & 0xFFF) << 34 | number >> SERIAL_BITS & (1 << 34) - 1
        return cls(number >> 80, node, number & (1 << SERIAL_BITS) - 1)

    @property
    def id(self):
        upper = self.milliseconds << 16 | 7 << 12 | self.node >> 34
        lower = 2 << 62 | (self.node & (1 << 34) - 1) << SERIAL_BITS | self.serial
        return (upper << 64 | lower).to_bytes(16, "big")
