import Bytes
import Crypto
import Testing

struct HMACTests {
    /// RFC 4231, cases 1, 2 and 6.
    @Test(arguments: [
        (
            [UInt8](repeating: 0x0b, count: 20), "Hi There",
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        ),
        (
            Array("Jefe".utf8), "what do ya want for nothing?",
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        ),
        (
            [UInt8](repeating: 0xaa, count: 131),
            "Test Using Larger Than Block-Size Key - Hash Key First",
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        ),
    ])
    func `HMAC-SHA256 gives the codes of RFC 4231`(key: [UInt8], text: String, code: String) {
        #expect(Hexadecimal.text(HMAC.code(of: Array(text.utf8), key: key)) == code)
    }

    /// RFC 2202, case 2.
    @Test func `HMAC-SHA1 gives the code of RFC 2202`() {
        let code = HMAC.code(
            of: Array("what do ya want for nothing?".utf8), key: Array("Jefe".utf8), .sha1)
        #expect(Hexadecimal.text(code) == "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79")
    }

    @Test func `a code holds for its message and its key only`() {
        let (key, message) = (Array("key".utf8), Array("message".utf8))
        let code = HMAC.code(of: message, key: key)
        #expect(HMAC.isCode(code, of: message, key: key))
        #expect(!HMAC.isCode(code, of: message + [0], key: key))
        #expect(!HMAC.isCode(code, of: message, key: Array("other".utf8)))
        #expect(!HMAC.isCode(Array(code.dropLast()), of: message, key: key))
        #expect(!HMAC.isCode([], of: message, key: key))
    }

    @Test func `an empty key and an empty message have a code`() {
        #expect(
            Hexadecimal.text(HMAC.code(of: [], key: []))
                == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad")
    }
}
