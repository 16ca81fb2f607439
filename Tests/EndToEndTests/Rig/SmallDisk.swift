import Glibc
import Machine

/// A small file system at a directory, which a test can fill up.
struct SmallDisk: Sendable {
    /// Whether this process may mount one.
    static let isPossible: Bool = geteuid() == 0

    private let directory: String
    private var filler: String { directory + "/filler" }

    /// Lends the disk to the body; `nil` when this process may not mount one.
    static func with<Value>(
        at directory: String, megabytes: Int = 2, mode: String = "700",
        _ body: (SmallDisk) async throws -> Value
    ) async throws -> Value? {
        try Directories.create(directory)
        let size = "size=\(megabytes)m,mode=\(mode)"
        let options = ["-t", "tmpfs", "-o", size, "counterfoil-test", directory]
        guard try await Subprocess("mount", options).run().status.isSuccess else { return nil }
        let result: Result<Value, any Error>
        do {
            result = .success(try await body(SmallDisk(directory: directory)))
        } catch {
            result = .failure(error)
        }
        _ = try await Subprocess("umount", ["--lazy", directory]).run()
        return try result.get()
    }

    /// Takes whatever room is left.
    func fill() throws {
        let file = open(filler, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Trouble(description: "No filler on \(directory).") }
        defer { close(file) }
        let block = [UInt8](repeating: 0x55, count: 4_096)
        while write(file, block, block.count) > 0 {}
        guard errno == ENOSPC else { throw Trouble(description: "\(directory) is not full.") }
    }

    /// Gives the room back.
    func free() { unlink(filler) }
}
