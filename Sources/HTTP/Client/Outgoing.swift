import HTTP

/// A request in the words of curl, checked so that nothing in it can become something else.
struct Outgoing: Sendable {
    let url: String
    let socketPath: String?
    let method: String
    let headerLines: [String]
    let body: [UInt8]
    let settings: HTTPClient.Settings

    init(
        _ request: Request, _ body: [UInt8], _ origin: Origin, _ settings: HTTPClient.Settings
    ) throws(HTTPClientError) {
        if let field = request.headers.firstMalformed {
            throw .invalidRequest("its header \(field.name.debugDescription) is malformed")
        }
        guard request.method.name.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else {
            throw .invalidRequest("its method is malformed")
        }
        guard request.target.encoded.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw .invalidRequest("its target is malformed")
        }
        (url, socketPath) = try Self.place(of: origin, request.target)
        method = request.method.name
        // An empty `Expect` keeps curl from asking leave for longer bodies, which costs a second
        // with servers that do not answer it.
        headerLines =
            request.headers.fields.map {
                $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)"
            }
            + ["Expect:"] + (request.headers["Content-Type"] == nil ? ["Content-Type:"] : [])
        self.body = body
        self.settings = settings
    }

    private static func place(
        of origin: Origin, _ target: Target
    ) throws(HTTPClientError) -> (String, String?) {
        switch origin {
        case .http(let host, _), .https(let host, _):
            guard !host.isEmpty, host.utf8.allSatisfy(isHostByte) else {
                throw .invalidRequest("the host name is malformed")
            }
            return (origin.description + target.encoded, nil)
        case .unix(let path):
            guard (1...107).contains(path.utf8.count), !path.utf8.contains(0) else {
                throw .invalidRequest("the socket path is longer than 107 bytes")
            }
            return ("http://localhost" + target.encoded, path)
        }
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x3A, 0x5F: true
        default: false
        }
    }
}
