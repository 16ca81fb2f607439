import Glibc

/// Why there is no figure.
enum BenchmarkFailure: Error {
    /// A directory cannot be written.
    case unwritable(String, Int32)
    /// The system refused something that every run needs.
    case system(call: String, Int32)
    /// A program did not do its part; these are its words.
    case program(String, words: String)
    /// Two processors are needed.
    case tooFewProcessors
    /// The work was not done in full.
    case refused(String)
}

extension BenchmarkFailure: CustomStringConvertible {
    var description: String {
        switch self {
        case .unwritable(let path, let code):
            "\(path) cannot be written (\(String(cString: strerror(code)))): "
                + "name another place with --directory."
        case .system(let call, let code): "\(call): \(String(cString: strerror(code)))."
        case .program(let name, let words): "\(name) did not do its part. It said: \(words)"
        case .tooFewProcessors:
            "One processor for the server and one for the load are needed, and there is only one."
        case .refused(let reason): reason
        }
    }
}
