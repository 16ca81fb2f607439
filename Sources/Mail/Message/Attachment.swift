/// A file that goes with a mail.
package struct Attachment: Hashable, Sendable {
    /// What the recipient sees; no path.
    package let name: HeaderText
    /// Such as `application/pdf`.
    package let mediaType: String
    /// The file.
    package let bytes: [UInt8]

    /// Checks the name and the type.
    package init(
        name: String, mediaType: String, bytes: [UInt8]
    ) throws(MailError) {
        let name = try HeaderText(name, of: "file name")
        guard !name.text.isEmpty, !name.text.contains(where: { $0 == "/" || $0 == "\\" }) else {
            throw .fileName
        }
        let parts = mediaType.utf8.split(
            separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        let isToken = { (part: Substring.UTF8View) in
            !part.isEmpty
                && part.allSatisfy { $0.isAlphanumeric || ".+-_".utf8.contains($0) }
        }
        guard parts.count == 2, mediaType.utf8.count <= 100,
            parts.allSatisfy({ isToken($0) })
        else { throw .mediaType }
        self.name = name
        self.mediaType = mediaType
        self.bytes = bytes
    }
}

/// How a recipient gets no more of these mails.
package struct Unsubscription: Hashable, Sendable {
    /// Where a person unsubscribes and, over TLS, a POST does so at once (RFC 8058).
    package let link: String

    /// Whether a mail program may do it by itself: the standard wants https for that.
    package var isOneClick: Bool { link.hasPrefix("https://") }

    /// Takes a link of https, or of http from a server that has no TLS.
    package init(link: String) throws(MailError) {
        guard link.hasPrefix("https://") || link.hasPrefix("http://"),
            (10...800).contains(link.utf8.count),
            link.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x3C && $0 != 0x3E })
        else { throw .unsubscribeLink }
        self.link = link
    }
}
