import Glibc

/// A file that is replaced as a whole: a reader sees the old bytes or the new ones, even after a
/// power cut.
package enum AtomicFile {
    /// Replaces the file at a path: new file beside it, fsync, rename, fsync of the directory.
    package static func write(
        _ bytes: [UInt8], to path: String, mode: UInt32 = 0o600
    ) throws(MachineError) {
        try replace(path, mode: mode, staging: { _, _ in bytes })
    }

    /// Replaces the file at a path by bytes that may tell which file it is that holds them.
    package static func replace(
        _ path: String, mode: UInt32 = 0o600, by bytes: (FileIdentity) -> [UInt8]
    ) throws(MachineError) {
        try replace(path, mode: mode) { descriptor, name throws(MachineError) in
            bytes(try FileIdentity(descriptor: descriptor, naming: name))
        }
    }

    private typealias Staging =
        (_ descriptor: Int32, _ name: String) throws(MachineError) -> [UInt8]

    private static func replace(
        _ path: String, mode: UInt32, staging bytes: Staging
    ) throws(MachineError) {
        let temporary = try stage(beside: path, mode: mode, bytes)
        guard rename(temporary, path) == 0 else {
            let code = errno
            unlink(temporary)
            throw .failed(doing: "replace", on: path, code: code)
        }
        try flushDirectory(of: path)
    }

    /// Replaces the file at a path by what the body writes to it, once all of it is written; the
    /// answer is how many bytes that was.
    package static func write(
        to path: String, mode: UInt32 = 0o600,
        _ body: (_ file: StandardStream) async throws -> Void
    ) async throws -> Int {
        let (descriptor, temporary) = try openTemporary(beside: path, mode: mode)
        do {
            defer { close(descriptor) }
            try await body(StandardStream(descriptor: descriptor))
            guard fsync(descriptor) == 0, let count = size(of: descriptor) else {
                throw MachineError.failed(doing: "flush", on: temporary, code: errno)
            }
            guard rename(temporary, path) == 0 else {
                throw MachineError.failed(doing: "replace", on: path, code: errno)
            }
            try flushDirectory(of: path)
            return count
        } catch {
            unlink(temporary)
            throw error
        }
    }

    private static func size(of descriptor: Int32) -> Int? {
        var facts = stat()
        return fstat(descriptor, &facts) == 0 ? Int(facts.st_size) : nil
    }

    /// Makes a file that is not there yet, whole or not at all; false when there is one, which
    /// stays as it is. Of several who make it at once, one does.
    package static func create(
        _ bytes: [UInt8], at path: String, mode: UInt32 = 0o600
    ) throws(MachineError) -> Bool {
        let temporary = try stage(beside: path, mode: mode) { _, _ in bytes }
        defer { unlink(temporary) }
        guard link(temporary, path) == 0 else {
            if errno == EEXIST { return false }
            throw .failed(doing: "create", on: path, code: errno)
        }
        try flushDirectory(of: path)
        return true
    }

    private static func stage(
        beside path: String, mode: UInt32, _ bytes: Staging
    ) throws(MachineError) -> String {
        let (descriptor, temporary) = try openTemporary(beside: path, mode: mode)
        do throws(MachineError) {
            defer { close(descriptor) }
            try StandardStream(descriptor: descriptor).write(
                try bytes(descriptor, temporary), naming: temporary)
            guard fsync(descriptor) == 0 else {
                throw .failed(doing: "flush", on: temporary, code: errno)
            }
        } catch {
            unlink(temporary)
            throw error
        }
        return temporary
    }

    /// Reads a whole file that has no more than the given number of bytes.
    package static func read(
        _ path: String, byteCountMax: Int = 16 << 20
    ) throws(MachineError) -> [UInt8] {
        let descriptor = try openForReading(path)
        defer { close(descriptor) }
        return try read(descriptor, path, byteCountMax)
    }

    /// The same, with which file it is that was read.
    package static func readTelling(
        _ path: String, byteCountMax: Int
    ) throws(MachineError) -> (bytes: [UInt8], identity: FileIdentity) {
        let descriptor = try openForReading(path)
        defer { close(descriptor) }
        let identity = try FileIdentity(descriptor: descriptor, naming: path)
        return (try read(descriptor, path, byteCountMax), identity)
    }

    private static func openForReading(_ path: String) throws(MachineError) -> Int32 {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .failed(doing: "open", on: path, code: errno) }
        return descriptor
    }

    private static func read(
        _ descriptor: Int32, _ path: String, _ byteCountMax: Int
    ) throws(MachineError) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .failed(doing: "read", on: path, code: errno) }
            if count == 0 { return bytes }
            bytes += chunk[..<count]
            guard bytes.count <= byteCountMax else {
                throw .tooLong(path: path, byteCountMax: byteCountMax)
            }
        }
    }

    private static func openTemporary(
        beside path: String, mode: UInt32
    ) throws(MachineError) -> (Int32, String) {
        // A file of the same name can only be the leftover of a writer that was killed.
        let temporary = path + "." + String(UInt64.random(in: .min ... .max), radix: 36)
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw .failed(doing: "create a file beside", on: path, code: errno)
        }
        guard fchmod(descriptor, mode) == 0 else {
            let code = errno
            close(descriptor)
            unlink(temporary)
            throw .failed(doing: "set the permissions of", on: temporary, code: code)
        }
        return (descriptor, temporary)
    }

    private static func flushDirectory(of path: String) throws(MachineError) {
        let parent = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        let directory = parent.isEmpty ? "/" : parent
        let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw .failed(doing: "open the directory", on: directory, code: errno)
        }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else {
            throw .failed(doing: "flush the directory", on: directory, code: errno)
        }
    }
}
