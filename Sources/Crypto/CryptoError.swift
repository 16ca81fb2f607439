/// What can go wrong with keys, signatures, passwords and secrets.
package enum CryptoError: Error, Hashable, Sendable {
    /// The library of the system could not be started, or it ran out of memory.
    case libraryUnavailable
    /// The bytes are not a key of the kind that was asked for.
    case notAKey
    /// The text is not a list of keys; the line is counted from one.
    case malformedKeyring(line: Int)
    /// The bytes were never sealed here, or were changed since, or belong to somebody else.
    case notGenuine
    /// The key that a secret was sealed with is not among those at hand.
    case unknownKey(id: String)
    /// So many passwords are being checked that one more would have to wait too long.
    case busy
}

extension CryptoError: CustomStringConvertible {
    /// A sentence for a log.
    package var description: String {
        switch self {
        case .libraryUnavailable:
            "libsodium or OpenSSL could not do its work on this machine; is there memory left?"
        case .notAKey: "The bytes are not a key; enrol this device again."
        case .malformedKeyring(let line):
            "Line \(line) of the secret keys is not 'ID:64 hexadecimal digits', or names an id "
                + "again."
        case .notGenuine:
            "A stored secret was changed or does not belong here; restore it from a backup."
        case .unknownKey(let id):
            "A secret was sealed with the key '\(id)', which is not among the secret keys; add it."
        case .busy: "Too many passwords are being checked; try again in a moment."
        }
    }
}
