import Bytes
import Testing

struct ByteReaderTests {
    @Test(arguments: [0, 1, 127, 128, 16_383, 16_384, 1 << 48, UInt64.max])
    func `a number is read as it was written`(number: UInt64) throws {
        var writer = ByteWriter()
        writer.varint(number)
        var reader = ByteReader(writer.bytes)
        #expect(try reader.varint() == number)
        #expect(reader.isAtEnd)
    }

    @Test(arguments: [0, 1, -1, 63, -64, 64, Int64.max, Int64.min])
    func `a signed number is read as it was written`(number: Int64) throws {
        var writer = ByteWriter()
        writer.signed(number)
        var reader = ByteReader(writer.bytes)
        #expect(try reader.signed() == number)
    }

    @Test func `small numbers of either sign take one byte`() {
        for number in [Int64(-64), 0, 63] {
            var writer = ByteWriter()
            writer.signed(number)
            #expect(writer.bytes.count == 1)
        }
    }

    @Test(arguments: [
        ([0x80], MalformedBytes(offset: 1, reason: .truncated)),
        ([0x80, 0x00], MalformedBytes(offset: 2, reason: .notCanonical)),
        (
            [UInt8](repeating: 0xff, count: 10),
            MalformedBytes(offset: 10, reason: .numberTooLarge)
        ),
    ])
    func `a malformed number is refused with its offset`(
        bytes: [UInt8], failure: MalformedBytes
    ) {
        var reader = ByteReader(bytes)
        #expect(throws: failure) { try reader.varint() }
    }

    @Test func `a length beyond the bytes that came is refused before anything is allocated`() {
        var writer = ByteWriter()
        writer.varint(.max)
        var reader = ByteReader(writer.bytes)
        #expect(throws: MalformedBytes(offset: 10, reason: .overLimit)) {
            try reader.block(max: .max)
        }
        var short = ByteReader([5, 1, 2])
        #expect(throws: MalformedBytes(offset: 1, reason: .truncated)) {
            try short.block(max: 10)
        }
    }

    @Test func `a length above its limit is refused`() {
        var reader = ByteReader([3, 1, 2, 3])
        #expect(throws: MalformedBytes(offset: 1, reason: .overLimit)) { try reader.block(max: 2) }
    }

    @Test func `text that is not UTF-8 is refused`() {
        var reader = ByteReader([2, 0xc3, 0x28])
        #expect(throws: MalformedBytes(offset: 3, reason: .notText)) { try reader.text(max: 9) }
    }

    @Test func `bytes that are left over are refused`() throws {
        var reader = ByteReader([1, 2])
        _ = try reader.byte()
        #expect(throws: MalformedBytes(offset: 1, reason: .trailing)) { try reader.finish() }
    }
}
