import HTTP

/// Puts the header of an answer together from its lines; interim answers and followed redirects
/// are passed over.
struct ResponseHead {
    private var status: Status?
    private var fields: [Headers.Field] = []

    /// Takes one line; returns the answer once its header is complete.
    mutating func take(
        _ line: [UInt8], isFollowingRedirects: Bool
    ) -> Response? {
        let line = trimmed(line[...])
        if line.starts(with: "HTTP/".utf8) {
            let code = line.split(separator: UInt8(ascii: " "), maxSplits: 2).dropFirst().first
            status = code.flatMap { Int(String(decoding: $0, as: UTF8.self)) }.map { Status($0) }
            fields = []
        } else if line.isEmpty {
            return complete(isFollowingRedirects)
        } else if let colon = line.firstIndex(of: UInt8(ascii: ":")) {
            fields.append(
                Headers.Field(
                    name: String(decoding: line[..<colon], as: UTF8.self),
                    value: String(
                        decoding: trimmed(line[line.index(after: colon)...]), as: UTF8.self)))
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

private typealias Bytes = ArraySlice<UInt8>

/// The text without the white space and the line end around it.
private func trimmed(_ text: Bytes) -> Bytes {
    let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A }
    var text = text.drop(while: isSpace)
    while let last = text.last, isSpace(last) { text.removeLast() }
    return text
}
