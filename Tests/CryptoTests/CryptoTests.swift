import Bytes
import Crypto
import Testing

struct CryptoTests {
    /// FIPS 180-2, appendix B.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ])
    func `SHA-256 gives the digests of its standard`(text: String, digest: String) {
        #expect(Hexadecimal.text(SHA256.digest(Array(text.utf8))) == digest)
    }

    /// RFC 8032, section 7.1, test 2.
    @Test func `a signature is the one of RFC 8032`() throws {
        let seed = try #require(
            Hexadecimal.bytes("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"))
        let key = try SigningKey(seed: seed)
        #expect(
            Hexadecimal.text(key.verifyingKey.bytes)
                == "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
        #expect(Hexadecimal.text(key.signature(of: [0x72])).hasPrefix("92a009a9f0d4cab8720e820b"))
    }

    @Test func `a signature holds for its message and its key only`() throws {
        let (key, other) = (try SigningKey(), try SigningKey())
        let message = Array("a change".utf8)
        let signature = key.signature(of: message)
        #expect(key.verifyingKey.accepts(signature, of: message))
        #expect(!other.verifyingKey.accepts(signature, of: message))
        #expect(!key.verifyingKey.accepts(signature, of: message + [0]))
        #expect(!key.verifyingKey.accepts(Array(signature.dropLast()), of: message))
    }

    @Test(arguments: [0, 31, 33])
    func `bytes of another length are no key`(count: Int) {
        let bytes = [UInt8](repeating: 1, count: count)
        #expect(throws: CryptoError.notAKey) { try SigningKey(seed: bytes) }
        #expect(throws: CryptoError.notAKey) { try VerifyingKey(bytes: bytes) }
    }

    @Test func `a signing key never prints its seed`() throws {
        let key = try SigningKey()
        #expect(!"\(key) \(String(reflecting: key))".contains(Hexadecimal.text(key.seed)))
    }

    @Test func `secrets are equal only when every byte is`() {
        #expect(ConstantTime.areEqual([1, 2, 3], [1, 2, 3]))
        #expect(!ConstantTime.areEqual([1, 2, 3], [1, 2, 4]))
        #expect(!ConstantTime.areEqual([1, 2, 3], [1, 2]))
        #expect(ConstantTime.areEqual([], []))
    }
}
