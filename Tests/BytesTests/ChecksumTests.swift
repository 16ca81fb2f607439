import Bytes
import Testing

struct ChecksumTests {
    /// RFC 3720, appendix B.4.
    @Test(
        arguments: [
            ([UInt8](repeating: 0, count: 32), 0x8a91_36aa),
            ([UInt8](repeating: 0xff, count: 32), 0x62a8_ab43),
            (Array(0..<32), 0x46dd_794e),
            (Array("123456789".utf8), 0xe306_9283),
        ] as [([UInt8], UInt32)])
    func `the checksum is the one of its standard`(bytes: [UInt8], checksum: UInt32) {
        #expect(Checksum.crc32c(bytes) == checksum)
    }
}

struct HexadecimalTests {
    @Test func `bytes are the same after their text`() {
        let all = Array(UInt8.min ... .max)
        #expect(Hexadecimal.bytes(Hexadecimal.text(all)) == all)
        #expect(Hexadecimal.bytes("AbFf") == [0xab, 0xff])
        #expect(Hexadecimal.bytes("") == [])
    }

    @Test(arguments: ["a", "0g", "é0", "abc"])
    func `anything but pairs of digits is refused`(text: String) {
        #expect(Hexadecimal.bytes(text) == nil)
    }
}
