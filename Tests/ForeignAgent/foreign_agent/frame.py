"""The body of every HTTP request and answer: a kind, a content, a checksum."""

from . import malformed
from .reader import Reader
from .shapes import MEBIBYTE, Block
from .writer import Writer

CONTENT = Block(16 * MEBIBYTE)
POLYNOMIAL = 0x82F63B78


def _remainder(byte):
    for _ in range(8):
        byte = byte >> 1 ^ (POLYNOMIAL if byte & 1 else 0)
    return byte


REMAINDERS = tuple(_remainder(byte) for byte in range(256))


def checksum(data):
    """CRC-32C."""
    value = 0xFFFFFFFF
    for byte in data:
        value = value >> 8 ^ REMAINDERS[(value ^ byte) & 0xFF]
    return value ^ 0xFFFFFFFF


def read_frame(data, kind):
    """The content of a frame that has to be of a kind."""
    reader = Reader(data)
    if reader.byte() != kind:
        reader.refuse(malformed.UNKNOWN_KIND)
    content = CONTENT.read(reader)
    covered = reader.offset
    if reader.fixed32() != checksum(data[:covered]):
        reader.refuse(malformed.CHECKSUM)
    reader.finish()
    return content


def write_frame(kind, content):
    writer = Writer()
    writer.byte(kind)
    CONTENT.write(writer, content)
    writer.fixed32(checksum(writer.data))
    return bytes(writer.data)
