import Glibc

/// Why a server could not be started.
package enum HTTPServerError: Error, Hashable, Sendable {
    /// Somebody else listens there.
    case portInUse(address: String, port: UInt16)
    /// Another process answers on this socket file.
    case socketInUse(path: String)
    /// The text is no numeric address.
    case invalidAddress(String)
    /// A socket file's path may have 107 bytes.
    case pathTooLong(String)
    /// There is a file at the path which is no socket; it is left alone.
    case notASocket(path: String)
    /// The system refused a call.
    case system(call: String, subject: String, errno: Int32)
    /// A certificate or its key cannot be used.
    case certificate(path: String, reason: String)
    /// It runs already, or was stopped: a server lives once.
    case startedTwice
}

extension HTTPServerError {
    /// Whether it is about a certificate or its key.
    package var isCertificate: Bool {
        if case .certificate = self { true } else { false }
    }
}

extension HTTPServerError: CustomStringConvertible {
    /// What failed and what a person can do next.
    package var description: String {
        switch self {
        case .portInUse(let address, let port):
            "Port \(port) on \(address) is in use: stop the other program or choose another port."
        case .socketInUse(let path):
            "Another process already answers on \(path): stop it or choose another path."
        case .invalidAddress(let address):
            "“\(address)” is no numeric address: write one such as 127.0.0.1 or ::1."
        case .pathTooLong(let path):
            "The socket path \(path) is longer than 107 bytes: choose a shorter directory."
        case .notASocket(let path):
            "\(path) exists and is no socket: move it away or choose another path."
        case .system(let call, let subject, let errno):
            "Cannot listen on \(subject): \(call) failed (\(message(of: errno))).\(advice(errno))"
        case .certificate(let path, let reason):
            "\(path) cannot be used for TLS: \(reason). Name the certificate with its chain and "
                + "the key that belongs to it, both in PEM."
        case .startedTwice:
            "This server was started before: make a new one."
        }
    }
}

/// What a person can do about the refusals that an address causes.
private func advice(_ errno: Int32) -> String {
    switch errno {
    case EADDRNOTAVAIL: " Name an address of this machine, or 0.0.0.0 for all of them."
    case EACCES: " Choose a port above 1023, or grant the program the right to this one."
    default: ""
    }
}
