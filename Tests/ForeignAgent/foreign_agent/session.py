"""Session frames: what is compressed, what is signed, and which roll a message makes use of."""

import zlib
from typing import NamedTuple

from . import malformed
from .basics import BODY_BYTES_MAX, ID
from .frame import read_frame, write_frame
from .messages import MESSAGES
from .reader import Reader
from .roll import ROLL_MAX, Roll
from .shapes import Block, Text, encoded
from .writer import Writer

COMPRESSED, SIGNED = 1, 2
SIGNATURE_BYTES = 64
GROWTH_MAX = 64
GROWTH_BASE = 4096
WORTH_COMPRESSING = 128
BODY = Block(BODY_BYTES_MAX)


class Sealed(NamedTuple):
    """The body of a session frame, its signature if it has one, and whether it was compressed."""

    body: bytes
    signature: object = None
    is_compressed: bool = False


def read_sealed(data, kind):
    reader = Reader(read_frame(data, kind))
    flags = reader.byte()
    if flags & ~(COMPRESSED | SIGNED):
        reader.refuse(malformed.UNKNOWN_KIND)
    signature = reader.take(SIGNATURE_BYTES) if flags & SIGNED else None
    if flags & COMPRESSED:
        return Sealed(_inflated(reader), signature, True)
    return Sealed(reader.take(reader.remaining), signature)


def _inflated(reader):
    size = reader.varint()
    compressed = reader.remaining
    if not compressed < size <= min(GROWTH_BASE + GROWTH_MAX * compressed, BODY_BYTES_MAX):
        reader.refuse(malformed.OVER_LIMIT)
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        body = inflater.decompress(reader.data[reader.offset :], size + 1)
    except zlib.error:
        reader.refuse(malformed.COMPRESSION)
    if len(body) != size or not inflater.eof or inflater.unused_data:
        reader.refuse(malformed.COMPRESSION)
    return body


def write_sealed(kind, sealed, compress=True):
    """The frame of a body; compressed if that is wanted and makes it smaller."""
    deflater = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    deflated = deflater.compress(sealed.body) + deflater.flush()
    is_worth_it = compress and len(sealed.body) >= WORTH_COMPRESSING
    is_worth_it = is_worth_it and len(deflated) < len(sealed.body)
    is_worth_it = is_worth_it and len(sealed.body) <= GROWTH_BASE + GROWTH_MAX * len(deflated)
    writer = Writer()
    flags = COMPRESSED if is_worth_it else 0
    writer.byte(flags if sealed.signature is None else flags | SIGNED)
    writer.put(sealed.signature or b"")
    if is_worth_it:
        writer.varint(len(sealed.body))
    writer.put(deflated if is_worth_it else sealed.body)
    return write_frame(kind, writer.data)


def frame_statement(kind, book, device, body):
    """What a device signs of a push, an offer or an alarm."""
    words = encoded(Text(64), "counterfoil frame 1") + bytes([kind])
    return words + encoded(ID, book) + encoded(ID, device) + encoded(BODY, body)


def read_body(kind, body, roll):
    """The message in a body, and how many of the roll it makes use of."""
    reader = Reader(body)
    count = reader.varint()
    if count > ROLL_MAX:
        reader.refuse(malformed.OVER_LIMIT)
    if count > len(roll):
        reader.refuse(malformed.UNKNOWN_ROLL)
    reader.roll = roll.first(count)
    if count and reader.take(8) != reader.roll.mark:
        reader.refuse(malformed.UNKNOWN_ROLL)
    message = MESSAGES[kind].read(reader)
    reader.finish()
    return message, count


def write_body(kind, message, roll=Roll()):
    """The body of a message that names by number all of the roll that may be."""
    roll = roll.first(ROLL_MAX)
    writer = Writer(roll)
    writer.varint(len(roll))
    if len(roll):
        writer.put(roll.mark)
    MESSAGES[kind].write(writer, message)
    return bytes(writer.data)
