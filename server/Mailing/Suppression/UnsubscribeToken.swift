import Bytes
import Crypto
package import Mail
package import Sync

/// What a link to unsubscribe says: whose mails, which of them, and to whom.
///
/// The text of one is sealed under its book's key: nobody makes one who has not got such a mail, no
/// log of addresses on the web tells somebody's mail address, and the same mail always has the same
/// link. It never expires: years later it still does what it says.
package struct UnsubscribeToken: Hashable, Sendable {
    private static let version: UInt8 = 1
    private static let bytesMax = 400

    /// Whose mails.
    package let book: BookID
    /// Which of them.
    package let topic: MailTopic
    /// To whom.
    package let address: MailAddress

    /// Puts the parts together.
    package init(book: BookID, topic: MailTopic, address: MailAddress) {
        self.book = book
        self.topic = topic
        self.address = address
    }

    /// The text that stands in a link: version, book, nonce, sealed topic and address.
    package func text(sealedBy key: [UInt8]) throws -> String {
        let plain = [topic.number] + Array(address.text.lowercased().utf8)
        let head = [Self.version] + book.bytes
        // The nonce follows from what is sealed, so it never stands for two different texts.
        let nonce = Array(
            HMAC.code(of: head + plain, key: Self.derived("nonce", key))
                .prefix(AESGCM.nonceByteCount))
        let sealed = try AESGCM.seal(
            plain, key: Self.derived("seal", key), nonce: nonce, associated: head)
        return Hexadecimal.text(head + nonce + sealed)
    }

    /// The book that a text names, whether the text is genuine or not.
    package static func book(of text: String) -> BookID? { parts(of: text)?.book }

    /// Reads a text; nil unless it was sealed by this key.
    package init?(_ text: String, openedBy key: [UInt8]) {
        guard let parts = Self.parts(of: text),
            let plain = try? AESGCM.open(
                parts.sealed, key: Self.derived("seal", key), nonce: parts.nonce,
                associated: [Self.version] + parts.book.bytes),
            let first = plain.first, let topic = MailTopic(number: first),
            let letters = String(validating: plain.dropFirst(), as: UTF8.self),
            let address = try? MailAddress(letters)
        else { return nil }
        self.init(book: parts.book, topic: topic, address: address)
    }

    private static func parts(
        of text: String
    ) -> (book: BookID, nonce: [UInt8], sealed: [UInt8])? {
        let nonceEnd = 17 + AESGCM.nonceByteCount
        guard text.utf8.count <= bytesMax * 2, let bytes = Hexadecimal.bytes(text),
            bytes.count > nonceEnd + AESGCM.tagByteCount, bytes[0] == version,
            let book = BookID(bytes: bytes[1..<17])
        else { return nil }
        return (book, Array(bytes[17..<nonceEnd]), Array(bytes[nonceEnd...]))
    }

    private static func derived(_ use: String, _ key: [UInt8]) -> [UInt8] {
        HMAC.code(of: Array("unsubscribe/\(use)".utf8), key: key)
    }
}
