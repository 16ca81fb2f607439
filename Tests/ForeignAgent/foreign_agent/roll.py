"""The replicas of a book by number, so that messages can name them shortly."""

import hashlib

NODE_SHIFT = 18
ROLL_MAX = 100_000


def node_of_replica(replica):
    """The 46 bits of a replica's id that the record ids which it mints carry."""
    return int.from_bytes(replica[:8], "big") >> NODE_SHIFT


class Roll:
    """Ids of replicas, numbered from 0."""

    def __init__(self, replicas=()):
        self.replicas = tuple(replicas)
        self._numbers = {replica: number for number, replica in enumerate(self.replicas)}
        self._nodes = {}
        for replica in self.replicas:
            self._nodes.setdefault(node_of_replica(replica), replica)

    def __len__(self):
        return len(self.replicas)

    def number(self, replica):
        """The number of a replica, or None."""
        return self._numbers.get(replica)

    def replica_with_node(self, node):
        """The replica of the lowest number that has the node, or None."""
        return self._nodes.get(node)

    def first(self, count):
        return Roll(self.replicas[:count])

    @property
    def mark(self):
        """Eight bytes that show that two sides mean the same roll."""
        link = bytes(32)
        for replica in self.replicas:
            link = hashlib.sha256(link + replica).digest()
        return link[:8]
