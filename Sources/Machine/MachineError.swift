import Glibc

/// What the operating system refused, on what, and what a person can do next.
package enum MachineError: Error, Equatable, Sendable {
    /// A call failed with an `errno` value.
    case failed(doing: String, on: String, code: Int32)
    /// Somebody else holds the lock of a directory; the process id when it could be read.
    case held(directory: String, holder: Int32?)
    /// A directory that should belong to this user alone is open to others.
    case exposed(directory: String, mode: UInt32)
    /// None of the environment's values says where this user's files live.
    case homeless
    /// A file has more bytes than the caller is ready to take.
    case tooLong(path: String, byteCountMax: Int)
}

extension MachineError {
    /// Whether a file or a directory is not there.
    package var isMissing: Bool {
        guard case .failed(_, _, ENOENT) = self else { return false }
        return true
    }

    /// Whether there is no room left.
    package var isDiskFull: Bool {
        guard case .failed(_, _, let code) = self else { return false }
        return code == ENOSPC || code == EDQUOT
    }
}

extension MachineError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .failed(let doing, let subject, let code):
            "Could not \(doing) \(subject): \(Self.reason(code)).\(Self.advice(code))"
        case .held(let directory, .some(let holder)):
            "\(directory) is in use by process \(holder). Stop that process, or name another "
                + "directory."
        case .held(let directory, .none):
            "\(directory) is in use by another process. Stop that process, or name another "
                + "directory."
        case .exposed(let directory, let mode):
            "\(directory) is open to other users (mode \(String(mode, radix: 8))). "
                + "Run: chmod 700 '\(directory)'"
        case .homeless:
            "Neither HOME nor an XDG directory is set. Set HOME to an absolute path."
        case .tooLong(let path, let byteCountMax):
            "\(path) is longer than \(byteCountMax) bytes. Name another file."
        }
    }

    private static func reason(_ code: Int32) -> String {
        var buffer = [CChar](repeating: 0, count: 256)
        guard strerror_r(code, &buffer, buffer.count) == 0 else { return "error \(code)" }
        let bytes = buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:))
        return String(decoding: bytes, as: UTF8.self).lowercased()
    }

    private static func advice(_ code: Int32) -> String {
        switch code {
        case ENOSPC, EDQUOT: " Free some space and try again."
        case EACCES, EPERM: " Check who owns it and its permissions."
        case ENOENT: " Check the path."
        case EROFS: " The file system is mounted read-only."
        case EMFILE, ENFILE: " Raise the limit of open files (ulimit -n)."
        default: ""
        }
    }
}
