import Glibc

/// A file without a name that is written first and read afterwards: it is gone when nobody holds it
/// any more, also after a power cut.
package final class SpoolFile: Sendable {
    private let descriptor: Int32
    private let directory: String

    /// Makes an empty one on the disk of a directory.
    package init(in directory: String) throws(MachineError) {
        self.directory = directory
        descriptor = try Self.open(in: directory)
    }

    deinit { close(descriptor) }

    /// Appends bytes.
    package func append(_ bytes: [UInt8]) throws(MachineError) {
        try StandardStream(descriptor: descriptor).write(
            bytes, naming: "a temporary file in \(directory)")
    }

    /// The bytes from an offset on, so many at most; none at the end.
    package func bytes(from offset: Int, countMax: Int) throws(MachineError) -> [UInt8] {
        var chunk = [UInt8](repeating: 0, count: countMax)
        while true {
            let count = pread(descriptor, &chunk, countMax, off_t(offset))
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw .failed(doing: "read a temporary file in", on: directory, code: errno)
            }
            return Array(chunk.prefix(count))
        }
    }

    /// Where the file system knows no files without names, one is made and its name removed.
    private static func open(in directory: String) throws(MachineError) -> Int32 {
        let nameless = O_RDWR | O_CLOEXEC | __O_TMPFILE
        let descriptor = Glibc.open(directory, nameless, 0o600)
        if descriptor >= 0 { return descriptor }
        var template = Array((directory + "/spool-XXXXXX").utf8CString)
        let named = mkstemp(&template)
        guard named >= 0 else {
            throw .failed(doing: "create a temporary file in", on: directory, code: errno)
        }
        unlink(template)
        _ = fcntl(named, F_SETFD, FD_CLOEXEC)
        return named
    }
}
