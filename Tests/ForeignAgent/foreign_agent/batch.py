"""Changes as they travel: in batches of columns."""

from . import malformed
from .basics import ITEMS_MAX
from .batch_reader import BatchReader
from .batch_writer import BatchWriter
from .writer import Writer


def read_batch(reader, count, reader_type, writer_type):
    """So many things of a batch, if a writer would have written just these bytes for them."""
    if count > ITEMS_MAX:
        reader.refuse(malformed.OVER_LIMIT)
    start = reader.offset
    batch = reader_type(reader)
    things = tuple(batch.take() for _ in range(count))
    batch.finish()
    again = Writer(reader.roll)
    write_batch(again, things, writer_type)
    if again.data != reader.data[start : reader.offset]:
        reader.refuse(malformed.NOT_CANONICAL)
    return things


def write_batch(writer, things, writer_type):
    batch = writer_type(writer.roll)
    for thing in things:
        batch.put(thing)
    batch.write(writer)


class CountedBatch:
    """The number of things, and a batch of them."""

    def __init__(self, reader_type, writer_type):
        self.types = reader_type, writer_type

    def read(self, reader):
        return read_batch(reader, reader.varint(), *self.types)

    def write(self, writer, value):
        writer.varint(len(value))
        write_batch(writer, value, self.types[1])


def read_changes(reader, count):
    return read_batch(reader, count, BatchReader, BatchWriter)


def write_changes(writer, changes):
    write_batch(writer, changes, BatchWriter)


CHANGES = CountedBatch(BatchReader, BatchWriter)
