/// Where requests go: a scheme, a machine and a port, or a socket file of this machine.
package enum Origin: Hashable, Sendable {
    case http(host: String, port: UInt16)
    case https(host: String, port: UInt16)
    case unix(path: String)
}

extension Origin: CustomStringConvertible {
    /// The origin for errors and logs; it holds no secret.
    package var description: String {
        switch self {
        case .http(let host, let port): "http://\(bracketed(host)):\(port)"
        case .https(let host, let port): "https://\(bracketed(host)):\(port)"
        case .unix(let path): path
        }
    }

    private func bracketed(_ host: String) -> String {
        host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host
    }
}
