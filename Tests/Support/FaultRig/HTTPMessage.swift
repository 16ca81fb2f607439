/// As much of HTTP as a line has to know that loses and repeats whole messages.
enum HTTPMessage {
    private static let headEnd = Array("\r\n\r\n".utf8)

    /// Whether a request is there to its last byte.
    static func isWhole(_ bytes: [UInt8]) -> Bool {
        guard let head = bytes.firstRange(of: headEnd) else { return false }
        return bytes.count - head.upperBound >= length(Array(bytes[..<head.lowerBound]))
    }

    /// The request, with the word that no other follows on its connection.
    static func sayingItIsTheLast(_ request: [UInt8]) -> [UInt8] {
        guard let line = request.firstRange(of: Array("\r\n".utf8)) else { return request }
        let word = Array("\r\nConnection: close".utf8)
        return request[..<line.lowerBound] + word + request[line.lowerBound...]
    }

    /// The message with one bit of its body changed, so many bytes before its end.
    static func harmed(_ message: [UInt8], at place: Int) -> [UInt8] {
        guard let head = message.firstRange(of: headEnd) else { return message }
        var harmed = message
        let size = message.count - head.upperBound
        if size > 0 { harmed[message.count - 1 - place % size] ^= 0x10 }
        return harmed
    }

    /// The message with another body, of whatever length.
    static func rewritten(_ message: [UInt8], by rewriting: ([UInt8]) -> [UInt8]) -> [UInt8] {
        guard let head = message.firstRange(of: headEnd) else { return message }
        let body = rewriting(Array(message[head.upperBound...]))
        let lines = String(decoding: message[..<head.lowerBound], as: UTF8.self)
            .split(separator: "\r\n")
            .filter { !$0.lowercased().hasPrefix("content-length:") }
        let told = lines + ["Content-Length: \(body.count)"]
        return Array(told.joined(separator: "\r\n").utf8) + headEnd + body
    }

    private static func length(_ head: [UInt8]) -> Int {
        let lines = String(decoding: head, as: UTF8.self).lowercased().split(separator: "\r\n")
        let line = lines.first { $0.hasPrefix("content-length:") }
        let number = line?.split(separator: ":").last?.filter(\.isNumber) ?? "0"
        return Int(number) ?? 0
    }
}
