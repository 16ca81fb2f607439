import Glibc

/// The sole right to work in a directory, held until this value dies.
///
/// 1. The kernel's `flock` decides, so a killed holder never leaves the directory locked.
/// 2. The file names the holder's process id, for the sentence that a second taker reads.
/// 3. The file is never removed: removing it would let two takers lock two different files.
package struct DirectoryLock: ~Copyable {
    private let descriptor: Int32

    /// Takes the lock at once, or throws `held` with the holder's process id.
    package init(directory: String, name: String = "lock") throws(MachineError) {
        let path = directory + "/" + name
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw .failed(doing: "open the lock file", on: path, code: errno)
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            let holder = Self.holder(in: descriptor)
            close(descriptor)
            if code == EWOULDBLOCK { throw .held(directory: directory, holder: holder) }
            throw .failed(doing: "lock", on: path, code: code)
        }
        let line = Array("\(getpid())\n".utf8)
        guard ftruncate(descriptor, 0) == 0,
            pwrite(descriptor, line, line.count, 0) == line.count
        else {
            let code = errno
            close(descriptor)
            throw .failed(doing: "write the lock file", on: path, code: code)
        }
    }

    deinit {
        // The id of a process that left would be a wrong answer to the next reader.
        _ = ftruncate(descriptor, 0)
        close(descriptor)
    }

    private static func holder(in descriptor: Int32) -> Int32? {
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        guard count > 0 else { return nil }
        let digits = bytes.prefix(count).prefix { $0 >= 0x30 && $0 <= 0x39 }
        return Int32(String(decoding: digits, as: UTF8.self))
    }
}
