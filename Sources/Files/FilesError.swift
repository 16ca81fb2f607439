package import Machine

/// Why a file could not be kept or read.
package enum FilesError: Error, Equatable, Sendable {
    /// There is nothing at this address.
    case missing(ContentAddress)
    /// What is there is not what was kept there.
    case damaged(String)
    /// It is longer than allowed.
    case tooLarge(bytesMax: Int)
    /// Its bytes are of none of the types that are accepted here.
    case wrongType(accepted: [FileType])
    /// Its bytes are not those that were announced.
    case otherContent
    /// The operating system refused something.
    case disk(MachineError)
    /// The service does not answer, or says that it cannot now: the same may succeed later.
    case unavailable(service: String, reason: String)
    /// The service failed again and again, and is left alone for so long.
    case resting(service: String, seconds: Int)
    /// The service will not have it: a wrong key, a missing right, a missing bucket.
    case refused(service: String, status: Int, code: String)
    /// The place for files is not written as it must be.
    case misconfigured(String)
    /// The task was cancelled.
    case cancelled
}

extension FilesError {
    /// Whether the same may succeed a little later.
    package var isTemporary: Bool {
        switch self {
        case .unavailable, .resting: true
        default: false
        }
    }
}

extension FilesError: CustomStringConvertible {
    /// What failed and what a person can do next.
    package var description: String {
        switch self {
        case .missing(let address):
            "There is no file \(address.text): it was removed or never kept."
        case .damaged(let subject):
            "The stored \(subject) is not what was kept there; restore it from a backup."
        case .tooLarge(let bytesMax):
            "The file is longer than the \(bytesMax) bytes allowed: send a smaller one."
        case .wrongType(let accepted):
            "The file is none of \(accepted.map(\.name).joined(separator: ", ")): send one."
        case .otherContent:
            "The file is not the one that was announced: its SHA-256 is another. Send it again."
        case .disk(let error): "\(error)"
        case .unavailable(let service, let reason):
            "The file service at \(service) does not answer as it should (\(reason)): try again "
                + "later."
        case .resting(let service, let seconds):
            "The file service at \(service) failed again and again and is left alone: try again in "
                + "\(seconds) seconds."
        case .refused(let service, let status, let code):
            "The file service at \(service) refused (\(status) \(code)): check its key, its "
                + "secret, the region, the bucket and their rights."
        case .misconfigured(let sentence): sentence
        case .cancelled: "The work on a file was cancelled."
        }
    }
}
