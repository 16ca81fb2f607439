import Bytes
import Mail
import Mailing
import Sync
import Testing

struct UnsubscribeTokenTests {
    private static let key = [UInt8](repeating: 7, count: 32)
    private static let book = BookID(words: (high: 1, low: 2))

    private static func token(_ address: String = "ada@example.com") throws -> UnsubscribeToken {
        UnsubscribeToken(book: book, topic: .reminders, address: try MailAddress(address))
    }

    @Test(arguments: [
        "a@b.example", "ada@example.com", "O'Neil+x@example.com",
        String(repeating: "a", count: 64) + "@" + String(repeating: "b.", count: 90) + "example",
    ])
    func `what a link says is read back`(address: String) throws {
        let token = try Self.token(address)
        let text = try token.text(sealedBy: Self.key)
        let read = try #require(UnsubscribeToken(text, openedBy: Self.key))
        #expect(read.book == Self.book && read.topic == .reminders)
        #expect(read.address.text == token.address.text.lowercased())
        #expect(UnsubscribeToken.book(of: text) == Self.book)
        #expect(("https://books.example.com/unsubscribe/" + text).utf8.count <= 800)
    }

    @Test func `the same mail always has the same link, whatever the case of its address`() throws {
        #expect(
            try Self.token().text(sealedBy: Self.key)
                == Self.token("ADA@Example.com").text(sealedBy: Self.key))
        #expect(
            try Self.token().text(sealedBy: Self.key)
                != Self.token("adb@example.com").text(sealedBy: Self.key))
    }

    @Test func `the address is not to be read in it`() throws {
        let bytes = try #require(Hexadecimal.bytes(Self.token().text(sealedBy: Self.key)))
        #expect(!String(decoding: bytes, as: UTF8.self).contains("ada"))
    }

    @Test func `a link with any bit changed, cut or lengthened says nothing`() throws {
        let text = try Self.token().text(sealedBy: Self.key)
        let bytes = try #require(Hexadecimal.bytes(text))
        for place in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[place] ^= 1 << UInt8(bit)
                #expect(
                    UnsubscribeToken(Hexadecimal.text(changed), openedBy: Self.key) == nil)
            }
        }
        for count in 0..<bytes.count {
            let cut = Hexadecimal.text(bytes.prefix(count))
            #expect(UnsubscribeToken(cut, openedBy: Self.key) == nil)
        }
        for wrong in [text + "00", "00" + text, "", "x", String(repeating: "0", count: 9_000)] {
            #expect(UnsubscribeToken(wrong, openedBy: Self.key) == nil)
        }
        #expect(UnsubscribeToken(text, openedBy: [UInt8](repeating: 8, count: 32)) == nil)
    }
}
