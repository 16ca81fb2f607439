/// What can go wrong with keys and signatures.
package enum CryptoError: Error, Hashable, Sendable {
    /// The library of the system could not be started.
    case libraryUnavailable
    /// The bytes are not a key of the kind that was asked for.
    case notAKey
}

extension CryptoError: CustomStringConvertible {
    /// A sentence for a log.
    package var description: String {
        switch self {
        case .libraryUnavailable: "libsodium could not be started on this machine."
        case .notAKey: "The bytes are not an Ed25519 key; enrol this device again."
        }
    }
}
