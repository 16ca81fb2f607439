/// Reads a delivery status notification (RFC 3464) out of a mail.
///
/// A bounce comes from anywhere, so every count has a bound, and what is not understood is no
/// report: it throws nothing and decides nothing.
package enum DeliveryStatusNotice {
    /// The longest mail that is looked into.
    package static let bytesMax = 1 << 20
    private static let linesMax = 20_000
    private static let recipientsMax = 100

    /// The reports in a mail; none when it is no notification.
    package static func reports(in mail: [UInt8]) -> [BounceReport] {
        guard mail.count <= bytesMax else { return [] }
        let lines = mail.split(
            separator: 0x0A, maxSplits: linesMax, omittingEmptySubsequences: false
        )
        .map { line in
            String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
        }
        guard lines.count <= linesMax else { return [] }
        let head = HeaderFields(lines[...])
        let type = head["content-type"] ?? ""
        guard type.lowercased().hasPrefix("multipart/report"),
            let boundary = parameter("boundary", of: type), !boundary.isEmpty
        else { return [] }
        return reports(in: parts(of: head.rest, boundary: boundary))
    }

    private static func reports(in parts: [ArraySlice<String>]) -> [BounceReport] {
        var groups: [HeaderFields] = []
        var messageID: String?
        for part in parts {
            let head = HeaderFields(part)
            switch (head["content-type"] ?? "text/plain").lowercased().prefix(while: { $0 != ";" })
            {
            case "message/delivery-status": groups = statusGroups(head.rest)
            case "message/rfc822", "text/rfc822-headers":
                messageID = HeaderFields(head.rest.drop(while: \.isEmpty))["message-id"]
            default: break
            }
        }
        guard let messageID else { return [] }
        let bare = messageID.filter { $0 != "<" && $0 != ">" && $0 != " " }
        return groups.prefix(recipientsMax).compactMap { report(of: $0, about: bare) }
    }

    private static func report(of group: HeaderFields, about id: String) -> BounceReport? {
        guard let action = group["action"]?.lowercased() else { return nil }
        let recipient = group["original-recipient"] ?? group["final-recipient"]
        return BounceReport(
            messageID: id, recipient: recipient.map(afterType), isFinal: action == "failed",
            status: group["status"] ?? "",
            words: group["diagnostic-code"].map(afterType) ?? "")
    }

    /// `rfc822; ada@example.com` is an address with its type before it.
    private static func afterType(_ value: String) -> String {
        let rest = value.split(separator: ";", maxSplits: 1).last ?? ""
        return String(rest.drop { $0 == " " }).trimmedAtEnd
    }

    /// Groups of fields with empty lines between; the first is about the mail, not a recipient.
    private static func statusGroups(_ lines: ArraySlice<String>) -> [HeaderFields] {
        lines.split(whereSeparator: \.isEmpty).map { HeaderFields($0) }
    }

    private static func parts(
        of lines: ArraySlice<String>, boundary: String
    ) -> [ArraySlice<String>] {
        var parts: [ArraySlice<String>] = []
        var start: Int?
        for (index, line) in zip(lines.indices, lines) where line.hasPrefix("--" + boundary) {
            if let start { parts.append(lines[start..<index]) }
            if line.hasPrefix("--\(boundary)--") { return parts }
            start = index + 1
        }
        if let start { parts.append(lines[start...]) }
        return parts
    }

    private static func parameter(_ name: String, of value: String) -> String? {
        for piece in value.split(separator: ";").dropFirst() {
            let halves = piece.split(separator: "=", maxSplits: 1)
            guard halves.count == 2,
                halves[0].filter({ $0 != " " && $0 != "\t" }).lowercased() == name
            else { continue }
            return halves[1].filter { $0 != "\"" && $0 != " " && $0 != "\t" }
        }
        return nil
    }
}

/// The fields of a header, the folded ones unfolded, and what follows them.
struct HeaderFields {
    private static let fieldsMax = 500
    private var fields: [(name: String, value: String)] = []
    let rest: ArraySlice<String>

    init(_ lines: ArraySlice<String>) {
        var index = lines.startIndex
        while index < lines.endIndex, !lines[index].isEmpty, fields.count < Self.fieldsMax {
            let line = lines[index]
            index += 1
            if line.first == " " || line.first == "\t" {
                if !fields.isEmpty { fields[fields.count - 1].value += line }
            } else if let colon = line.firstIndex(of: ":") {
                let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
                fields.append((line[..<colon].lowercased(), String(value)))
            }
        }
        rest = lines[index...].dropFirst()
    }

    /// The first field of a name in lower case.
    subscript(name: String) -> String? {
        fields.first { $0.name == name }?.value.trimmedAtEnd
    }
}

extension String {
    fileprivate var trimmedAtEnd: String {
        var text = self[...]
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return String(text)
    }
}
