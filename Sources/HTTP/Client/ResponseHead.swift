import HTTP

/// Puts the header of an answer together from its lines; interim answers and followed redirects
/// are passed over.
struct ResponseHead {
    private var status: Status?
    private var fields: [Headers.Field] = []

    /// Takes one line; returns the answer once its header is complete.
    mutating func take(
        _ line: UnsafeRawBufferPointer, isFollowingRedirects: Bool
    ) -> Response? {
        let text = String(decoding: line, as: UTF8.self).trimmingLineBreak()
        if text.hasPrefix("HTTP/") {
            let parts = text.split(separator: " ", maxSplits: 2)
            status = parts.count > 1 ? Int(parts[1]).map { Status($0) } : nil
            fields = []
        } else if text.isEmpty {
            return complete(isFollowingRedirects)
        } else if let colon = text.firstIndex(of: ":") {
            let value = text[text.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
            fields.append(Headers.Field(name: String(text[..<colon]), value: String(value)))
        }
        return nil
    }

    private func complete(_ isFollowingRedirects: Bool) -> Response? {
        guard let status, status.code >= 200 else { return nil }
        let headers = Headers(fields)
        let isRedirect = (300..<400).contains(status.code) && headers["Location"] != nil
        return isFollowingRedirects && isRedirect ? nil : Response(status, headers: headers)
    }
}

extension String {
    fileprivate func trimmingLineBreak() -> Substring {
        // Swift reads CR LF as one character.
        var text = self[...]
        while let last = text.last, last.isNewline || last == " " { text.removeLast() }
        return text
    }
}
