"""Puts bytes together from the front."""

import struct

from .roll import Roll


class Writer:
    """Bytes that grow, and the roll by which they name replicas."""

    def __init__(self, roll=Roll()):
        self.data = bytearray()
        self.roll = roll

    def put(self, data):
        self.data += data

    def byte(self, value):
        self.data.append(value)

    def flag(self, value):
        self.byte(1 if value else 0)

    def varint(self, value):
        if not 0 <= value < 1 << 64:
            raise ValueError(f"{value} is no unsigned number of 64 bits")
        while value >= 0x80:
            self.data.append(value & 0x7F | 0x80)
            value >>= 7
        self.data.append(value)

    def signed(self, value):
        self.varint((value << 1) ^ (value >> 63))

    def fixed32(self, value):
        self.put(struct.pack("<I", value))
