extension Message {
    /// The most bytes of a mail; larger ones are refused by most servers anyway.
    package static let bytesMax = 25 << 20

    /// The mail as it travels: 7-bit, lines of at most 998 characters, CRLF.
    package func bytes() throws(MailError) -> [UInt8] {
        let attached = attachments.reduce(0) { $0 + $1.bytes.count }
        guard attached + text.utf8.count + (html?.utf8.count ?? 0) <= Self.bytesMax else {
            throw .tooLarge(bytesMax: Self.bytesMax)
        }
        let bytes = Array(header.utf8) + content.bytes
        guard bytes.count <= Self.bytesMax * 2 else { throw .tooLarge(bytesMax: Self.bytesMax) }
        return bytes
    }

    private var header: String {
        var lines = HeaderLine.mailboxes("From", [from])
        if let replyTo { lines += HeaderLine.mailboxes("Reply-To", [replyTo]) }
        lines += HeaderLine.mailboxes("To", to)
        if !cc.isEmpty { lines += HeaderLine.mailboxes("Cc", cc) }
        lines += HeaderLine.text("Subject", subject)
        lines += "Date: \(MailDate.text(unixSeconds: unixSeconds))\r\n"
        lines += HeaderLine.fold("Message-ID", [id.text])
        if isAutomatic { lines += "Auto-Submitted: auto-generated\r\n" }
        if let unsubscription {
            lines += HeaderLine.fold("List-Unsubscribe", ["<\(unsubscription.link)>"])
            if unsubscription.isOneClick {
                lines += "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
            }
        }
        for extra in extraHeaders { lines += HeaderLine.text(extra.name, extra.value) }
        return lines + "MIME-Version: 1.0\r\n"
    }

    private var content: MIMEPart {
        var body = MIMEPart.text(text, subtype: "plain")
        if let html {
            body = .multipart(
                "alternative", boundary: boundary("alternative"),
                [body, .text(html, subtype: "html")])
        }
        guard !attachments.isEmpty else { return body }
        return .multipart(
            "mixed", boundary: boundary("mixed"), [body] + attachments.map(MIMEPart.file))
    }

    /// `=_` stands in no encoded text: neither quoted-printable nor base64 can hold it.
    private func boundary(_ kind: String) -> String {
        // FNV-1a: a name that differs between mails, not a secret.
        let hash = id.bare.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) {
            ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3
        }
        return "=_\(kind)_\(String(hash, radix: 16))"
    }
}

/// A part of a mail: its own header, an empty line, its content.
enum MIMEPart {
    case text(String, subtype: String)
    case file(Attachment)
    indirect case multipart(String, boundary: String, [MIMEPart])

    var bytes: [UInt8] {
        switch self {
        case .text(let text, let subtype): Self.bytes(of: text, subtype)
        case .file(let file): Self.bytes(of: file)
        case .multipart(let kind, let boundary, let parts):
            Self.bytes(of: parts, kind, boundary)
        }
    }

    /// Whichever of the two encodings is shorter; for Arabic that is base64.
    private static func bytes(of text: String, _ subtype: String) -> [UInt8] {
        let quoted = QuotedPrintable.lines(text)
        let isShort = quoted.count <= text.utf8.count * 3 / 2 + 100
        let head = """
            Content-Type: text/\(subtype); charset=utf-8\r
            Content-Transfer-Encoding: \(isShort ? "quoted-printable" : "base64")\r
            \r

            """
        return Array(head.utf8) + (isShort ? quoted : Base64.lines(Array(text.utf8)))
    }

    private static func bytes(of file: Attachment) -> [UInt8] {
        let head =
            parameters("Content-Type", file.mediaType, "name", file.name.text)
            + parameters("Content-Disposition", "attachment", "filename", file.name.text)
            + "Content-Transfer-Encoding: base64\r\n\r\n"
        return Array(head.utf8) + Base64.lines(file.bytes)
    }

    private static func parameters(
        _ header: String, _ value: String, _ key: String, _ name: String
    ) -> String {
        ([value] + FileNameParameter.pieces(key, name)).enumerated().reduce("\(header): ") {
            $0 + ($1.offset == 0 ? "" : ";\r\n ") + $1.element
        } + "\r\n"
    }

    private static func bytes(
        of parts: [MIMEPart], _ kind: String, _ boundary: String
    ) -> [UInt8] {
        var bytes = Array(
            "Content-Type: multipart/\(kind);\r\n boundary=\"\(boundary)\"\r\n\r\n".utf8)
        for part in parts {
            bytes += "--\(boundary)\r\n".utf8
            bytes += part.bytes
            bytes += "\r\n".utf8
        }
        return bytes + "--\(boundary)--\r\n".utf8
    }
}
