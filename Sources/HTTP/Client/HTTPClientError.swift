/// Why a request got no answer.
package enum HTTPClientError: Error, Hashable, Sendable {
    /// Nobody answers there.
    case cannotConnect(to: String)
    /// The name of the machine is unknown.
    case unknownHost(String)
    /// A deadline passed.
    case timedOut(to: String)
    /// The answer is longer than allowed.
    case tooLarge(bytesMax: Int)
    /// The other side could not prove who it is.
    case tls(to: String)
    /// The task was cancelled.
    case cancelled
    /// The connection broke in the middle.
    case interrupted(to: String)
    /// The request holds something that cannot be sent.
    case invalidRequest(String)
    /// The client was closed.
    case closed
    /// Anything else, as curl's number.
    case transfer(to: String, code: Int)
}

extension HTTPClientError: CustomStringConvertible {
    /// What failed and what a person can do next. Never the path, which may hold a secret.
    package var description: String {
        switch self {
        case .cannotConnect(let origin):
            "Nothing answers at \(origin): check that it runs, and the network."
        case .unknownHost(let origin):
            "The name in \(origin) is unknown: check its spelling, and the network."
        case .timedOut(let origin):
            "\(origin) took too long: try again later."
        case .tooLarge(let bytesMax):
            "The answer is longer than the \(bytesMax) bytes allowed: ask for less."
        case .tls(let origin):
            "\(origin) could not prove its identity: check its certificate, or the CA file."
        case .cancelled:
            "The request was cancelled."
        case .interrupted(let origin):
            "The connection to \(origin) broke before the answer was complete: try again."
        case .invalidRequest(let reason):
            "The request cannot be sent: \(reason)."
        case .closed:
            "The client was closed: make a new one."
        case .transfer(let origin, let code):
            "The exchange with \(origin) failed (curl \(code)): try again, then report it."
        }
    }
}
