import Dispatch
import Glibc
import Machine

/// A file that is open, on a thread of its own: a slow disk keeps nobody else waiting.
///
/// A temporary one is gone with this value unless it was published; a writer that was killed
/// leaves it in the staging directory.
actor OpenFile {
    private let descriptor: Int32
    private var temporaryPath: String?
    private let path: String
    private let thread: FileThread

    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    private init(_ descriptor: Int32, path: String, isTemporary: Bool) {
        self.descriptor = descriptor
        self.path = path
        temporaryPath = isTemporary ? path : nil
        thread = FileThread()
    }

    deinit {
        close(descriptor)
        if let temporaryPath { unlink(temporaryPath) }
    }

    /// Makes a new file that nobody else knows.
    static func temporary(in directory: String) throws(FilesError) -> OpenFile {
        let path = directory + "/" + String(UInt64.random(in: .min ... .max), radix: 36)
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("create a file in", directory) }
        return OpenFile(descriptor, path: path, isTemporary: true)
    }

    /// Opens what is there; `nil` when nothing is.
    static func existing(at path: String) throws(FilesError) -> OpenFile? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw failure("open", path)
        }
        return OpenFile(descriptor, path: path, isTemporary: false)
    }

    /// Adds bytes at the end.
    func append(_ bytes: [UInt8]) throws(FilesError) {
        do throws(MachineError) {
            try StandardStream(descriptor: descriptor).write(bytes, naming: path)
        } catch {
            throw .disk(error)
        }
    }

    /// Up to so many bytes from a place on; fewer only at the end of the file.
    func read(at offset: Int, count: Int) throws(FilesError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var have = 0
        while have < count {
            let got = bytes[have...].withUnsafeMutableBytes {
                pread(descriptor, $0.baseAddress, $0.count, offset + have)
            }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw Self.failure("read", path) }
            if got == 0 { break }
            have += got
        }
        bytes.removeLast(count - have)
        return bytes
    }

    /// Gives the file its lasting name, in place of what may be there: bytes first, then the
    /// name, each flushed.
    func publish(as target: String) throws(FilesError) {
        guard fsync(descriptor) == 0 else { throw Self.failure("flush", path) }
        guard rename(path, target) == 0 else { throw Self.failure("put a file at", target) }
        temporaryPath = nil
        try Self.flush(directoryOf: target)
    }

    /// The same, unless something is there: then false.
    func publishIfAbsent(as target: String) throws(FilesError) -> Bool {
        guard fsync(descriptor) == 0 else { throw Self.failure("flush", path) }
        guard Glibc.link(path, target) == 0 else {
            if errno == EEXIST { return false }
            throw Self.failure("put a file at", target)
        }
        try Self.flush(directoryOf: target)
        return true
    }

    static func flush(directoryOf path: String) throws(FilesError) {
        let directory = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("open the directory", directory) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("flush the directory", directory) }
    }

    /// The system's refusal of just now.
    static func failure(_ doing: String, _ subject: String) -> FilesError {
        .disk(.failed(doing: doing, on: subject, code: errno))
    }
}

/// The thread of one file.
private final class FileThread: SerialExecutor {
    private let queue = DispatchQueue(label: "counterfoil.file")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}
