import Bytes
import Crypto
import Testing

struct KeyringTests {
    private static let first = "2026a:" + String(repeating: "11", count: 32)
    private static let second = "2026b:" + String(repeating: "2f", count: 32)
    private static let owner = Array("Ann".utf8)

    @Test func `a secret opens for its purpose and its owner only`() throws {
        let keyring = try Keyring(parsing: Self.first)
        let secret = Array("a seed".utf8)
        let sealed = try keyring.seal(secret, for: "totp", of: Self.owner)
        #expect(try keyring.open(sealed, for: "totp", of: Self.owner) == secret)
        for (purpose, owner) in [
            ("signing", Self.owner), ("totp", Array("Eve".utf8)), ("totpA", Array("nn".utf8)),
            ("", []),
        ] {
            #expect(throws: CryptoError.notGenuine) {
                try keyring.open(sealed, for: purpose, of: owner)
            }
        }
    }

    @Test func `what is stored comes back, and holds neither the secret nor the key`() throws {
        let keyring = try Keyring(parsing: Self.first)
        let sealed = try keyring.seal(Array("a seed".utf8), for: "totp", of: Self.owner)
        #expect(try SealedSecret(bytes: sealed.bytes) == sealed)
        #expect(sealed.bytes.starts(with: SealedSecret.prefix(of: "2026a")))
        let text = Hexadecimal.text(sealed.bytes)
        #expect(!text.contains(Hexadecimal.text("a seed".utf8)))
        #expect(!"\(keyring) \(String(reflecting: keyring))".contains("1111"))
    }

    @Test func `a changed byte or a cut end is noticed wherever it is`() throws {
        let keyring = try Keyring(parsing: Self.first)
        let bytes = try keyring.seal([1, 2, 3], for: "totp", of: Self.owner).bytes
        for index in bytes.indices {
            var changed = bytes
            changed[index] ^= 0x40
            #expect(throws: CryptoError.self) {
                try keyring.open(SealedSecret(bytes: changed), for: "totp", of: Self.owner)
            }
            #expect(throws: CryptoError.self) {
                try keyring.open(
                    SealedSecret(bytes: Array(bytes.prefix(index))), for: "totp", of: Self.owner)
            }
        }
    }

    @Test func `the last key seals and all of them open`() throws {
        let old = try Keyring(parsing: Self.first)
        let both = try Keyring(parsing: Self.first + "\n" + Self.second + "\n")
        let sealed = try old.seal([7], for: "p", of: [])
        #expect(both.currentID == "2026b")
        #expect(try both.open(sealed, for: "p", of: []) == [7])
        let anew = try both.seal([7], for: "p", of: [])
        #expect(throws: CryptoError.unknownKey(id: "2026b")) {
            try old.open(anew, for: "p", of: [])
        }
    }

    @Test func `one secret sealed twice looks different`() throws {
        let keyring = try Keyring(parsing: Self.first)
        #expect(try keyring.seal([1], for: "p", of: []) != keyring.seal([1], for: "p", of: []))
    }

    @Test func `the text may have remarks, empty lines, and commas between keys`() throws {
        #expect(
            try Keyring(parsing: "# keys\n\n \(Self.first) \r\n#\n\(Self.second)\n").ids
                == ["2026a", "2026b"])
        #expect(try Keyring(parsing: Self.first + "," + Self.second).ids == ["2026a", "2026b"])
    }

    private static let refused: [(text: String, line: Int)] = [
        ("", 1), ("# nothing", 1), ("nonsense", 1), ("a:b", 1), ("\(first)0", 1),
        ("2026a:" + String(repeating: "1", count: 63), 1),
        (":" + String(repeating: "11", count: 32), 1),
        ("a:" + String(repeating: "1g", count: 32), 1), ("\(first)\n\(first)", 2),
        ("\(first)\nä:" + String(repeating: "11", count: 32), 2), ("a:\(first)", 1),
    ]

    @Test(arguments: refused)
    func `a text that is no list of keys is refused at its line`(text: String, line: Int) {
        #expect(throws: CryptoError.malformedKeyring(line: line)) { try Keyring(parsing: text) }
    }

    @Test func `a new line is a key of its own`() throws {
        let (one, other) = (try Keyring.newLine(id: "a"), try Keyring.newLine(id: "a"))
        #expect(one != other)
        #expect(try Keyring(parsing: Self.first + "\n" + one).currentID == "a")
        #expect(throws: CryptoError.notAKey) { try Keyring.newLine(id: "a:b") }
        #expect(throws: CryptoError.notAKey) { try Keyring.newLine(id: "") }
    }
}
