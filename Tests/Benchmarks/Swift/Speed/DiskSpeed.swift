import Glibc

/// How fast the disk keeps what it is given.
enum DiskSpeed {
    private static let count = 200

    /// The median of many appended blocks, each synced by itself.
    static func syncMicroseconds(in scratch: Scratch) throws(BenchmarkFailure) -> Double {
        let path = scratch.path + "/synced"
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .unwritable(path, errno) }
        defer {
            close(file)
            unlink(path)
        }
        let block = [UInt8](repeating: 7, count: 4_096)
        var microseconds: [Double] = []
        for _ in 0..<count {
            let stopwatch = try Stopwatch()
            guard write(file, block, block.count) == block.count, fsync(file) == 0 else {
                throw .unwritable(path, errno)
            }
            microseconds.append(try stopwatch.stop(count: 1).seconds * 1e6)
        }
        return Spread(microseconds).median
    }
}
