import CMicroHTTPD
import HTTP

/// What is known of a request once its header is complete.
struct Head {
    let method: Method
    let headers: Headers
    /// The size of the header on the wire.
    let byteCount: Int
    /// Whether a NUL hides what follows it from the library.
    private let isCutShort: Bool

    /// Copies the header out of the library's memory.
    init(method: UnsafePointer<CChar>?, of connection: OpaquePointer) {
        self.method = Method(method.map { String(cString: $0) } ?? "")
        byteCount = cmhd_header_size(connection)
        var collector = FieldCollector(
            wire: UnsafeRawBufferPointer(start: method, count: method == nil ? 0 : byteCount))
        withUnsafeMutablePointer(to: &collector) { pointer in
            _ = MHD_get_connection_values_n(connection, .HEADER_KIND, collectField, pointer)
        }
        headers = Headers(collector.fields)
        isCutShort = collector.isCutShort
    }

    /// What stands against reading on; `nil` for a request that may be handled.
    func refusal(uri: String, limits: HTTPServer.Limits) -> Refusal? {
        if uri.utf8.count > limits.uriBytesMax {
            return Refusal(
                .uriTooLong, "The address is longer than \(limits.uriBytesMax) bytes.")
        }
        if headers.fields.count > limits.headerCountMax || byteCount > limits.headerBytesMax {
            return Refusal(
                .headersTooLarge,
                "The header has more than \(limits.headerCountMax) fields or "
                    + "\(limits.headerBytesMax) bytes.")
        }
        if isCutShort || headers.firstMalformed != nil || !isFramedOnce {
            return Refusal(.badRequest, "The header is malformed.")
        }
        return nil
    }

    /// The length that the request announces; `nil` for none and for chunks.
    var contentLength: Int? {
        headers["Content-Length"].flatMap { Int($0) }
    }

    /// Whether a body may follow: otherwise all is here.
    var announcesBody: Bool {
        headers["Content-Length"] != nil || headers["Transfer-Encoding"] != nil
    }

    /// Whether the sender waits for a word before it sends the body.
    var expectsContinue: Bool {
        headers["Expect"] != nil
    }

    /// Two readers of one stream must agree where a request ends: one length, or chunks.
    private var isFramedOnce: Bool {
        let lengths = headers.values(of: "Content-Length")
        let encodings = headers.values(of: "Transfer-Encoding")
        switch (lengths.count, encodings.count) {
        case (0, 0): return true
        case (1, 0): return lengths[0].utf8.allSatisfy { (0x30...0x39).contains($0) }
        case (0, 1): return encodings[0].lowercased() == "chunked"
        default: return false
        }
    }
}

private func collectField(
    _ context: UnsafeMutableRawPointer?, _ kind: MHD_ValueKind,
    _ name: UnsafePointer<CChar>?, _ nameSize: Int,
    _ value: UnsafePointer<CChar>?, _ valueSize: Int
) -> MHD_Result {
    guard let collector = context?.assumingMemoryBound(to: FieldCollector.self) else {
        return .NO
    }
    collector.pointee.add(
        UnsafeRawBufferPointer(start: name, count: name == nil ? 0 : nameSize),
        UnsafeRawBufferPointer(start: value, count: value == nil ? 0 : valueSize))
    return .YES
}
