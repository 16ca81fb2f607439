import Bytes
import Crypto
import Testing

struct AESGCMTests {
    private static func bytes(_ text: String) -> [UInt8] { Hexadecimal.bytes(text) ?? [] }

    private static let key = bytes(String(repeating: "feffe9928665731c6d6a8f9467308308", count: 2))
    private static let nonce = bytes("cafebabefacedbaddecaf888")
    private static let plain = bytes(
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
            + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39")
    private static let associated = bytes("feedfacedeadbeeffeedfacedeadbeefabaddad2")
    private static let sealed = bytes(
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
            + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
            + "76fc6ece0f4e1768cddf8853bb2d551b")

    /// The Galois/Counter Mode of Operation (McGrew, Viega), test case 16.
    @Test func `the ciphertext and the tag are those of the specification`() throws {
        let sealed = try AESGCM.seal(
            Self.plain, key: Self.key, nonce: Self.nonce, associated: Self.associated)
        #expect(sealed == Self.sealed)
        let opened = try AESGCM.open(
            sealed, key: Self.key, nonce: Self.nonce, associated: Self.associated)
        #expect(opened == Self.plain)
    }

    /// Test case 13: nothing at all has a tag.
    @Test func `nothing is sealed by its tag alone`() throws {
        let zeros = [UInt8](repeating: 0, count: 32)
        let sealed = try AESGCM.seal(
            [], key: zeros, nonce: Array(zeros.prefix(12)), associated: [])
        #expect(Hexadecimal.text(sealed) == "530f8afbc74536b9a963b4f1c4cb738b")
        #expect(
            try AESGCM.open(sealed, key: zeros, nonce: Array(zeros.prefix(12)), associated: [])
                == [])
    }

    @Test func `one flipped bit anywhere is noticed`() {
        for index in Self.sealed.indices {
            var changed = Self.sealed
            changed[index] ^= 0x01
            #expect(throws: CryptoError.notGenuine) {
                try AESGCM.open(
                    changed, key: Self.key, nonce: Self.nonce, associated: Self.associated)
            }
        }
    }

    @Test(arguments: 0..<16) func `a ciphertext that is cut is refused`(count: Int) {
        #expect(throws: CryptoError.notGenuine) {
            try AESGCM.open(
                Array(Self.sealed.prefix(count)), key: Self.key, nonce: Self.nonce,
                associated: Self.associated)
        }
    }

    @Test func `another key, nonce or association opens nothing`() {
        let other = { (bytes: [UInt8]) in [bytes[0] ^ 1] + bytes.dropFirst() }
        for (key, nonce, associated) in [
            (other(Self.key), Self.nonce, Self.associated),
            (Self.key, other(Self.nonce), Self.associated),
            (Self.key, Self.nonce, other(Self.associated)),
            (Self.key, Self.nonce, []),
        ] {
            #expect(throws: CryptoError.notGenuine) {
                try AESGCM.open(Self.sealed, key: key, nonce: nonce, associated: associated)
            }
        }
    }

    @Test(arguments: [(0, 12), (16, 12), (31, 12), (32, 0), (32, 11), (32, 16)])
    func `a key or a nonce of another length is refused`(keyCount: Int, nonceCount: Int) {
        let (key, nonce) = (
            [UInt8](repeating: 1, count: keyCount), [UInt8](repeating: 1, count: nonceCount)
        )
        #expect(throws: CryptoError.notAKey) {
            try AESGCM.seal([1], key: key, nonce: nonce, associated: [])
        }
        #expect(throws: CryptoError.notAKey) {
            try AESGCM.open(Self.sealed, key: key, nonce: nonce, associated: [])
        }
    }
}
