import Glibc
import Machine

/// A disk of its own for one program, whose power can be cut: then it holds what was flushed to it,
/// and nothing else.
package struct Disk: Sendable {
    /// Whether this process may make one: root, where no container forbids it.
    package static var isPossible: Bool {
        get async throws {
            guard geteuid() == 0 else { return false }
            var template = Array("\(P_tmpdir)/counterfoil-disk-XXXXXX".utf8CString)
            guard mkdtemp(&template) != nil else { return false }
            let path = template.dropLast().map(UInt8.init(bitPattern:))
            let place = String(decoding: path, as: UTF8.self)
            let isCut: Bool? = try await with(at: place + "/disk", mode: "700") {
                (try? $0.cut()) != nil
            }
            _ = try await Subprocess("rm", ["-rf", "--", place]).run()
            return isCut ?? false
        }
    }

    /// EXT4_IOC_SHUTDOWN, with the flag that the journal is not written either.
    private static let shutdown: UInt = 0x8004_587D
    private static let withoutJournal: UInt32 = 2

    /// Where it is mounted.
    package let directory: String
    private var image: String { directory + ".image" }

    /// Lends an empty disk at a directory; `nil` when this machine mounts none.
    package static func with<Value>(
        at directory: String, mode: String, _ body: (Disk) async throws -> Value
    ) async throws -> Value? {
        let disk = Disk(directory: directory)
        guard try await disk.make(mode) else { return nil }
        let result: Result<Value, any Error>
        do {
            result = .success(try await body(disk))
        } catch {
            result = .failure(error)
        }
        // Who still holds a file of it is of a test that failed, and ends with it.
        _ = try await disk.run(["umount", "--lazy", directory])
        return try result.get()
    }

    /// Cuts the power: nothing reaches the disk any more, and what had not is lost.
    package func cut() throws {
        let mounted = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard mounted >= 0 else { throw RigTrouble("\(directory) cannot be opened") }
        defer { close(mounted) }
        var flags = Self.withoutJournal
        guard ioctl(mounted, Self.shutdown, &flags) == 0 else {
            throw RigTrouble("the power of \(directory) cannot be cut: \(errno)")
        }
    }

    /// Gives the power back, once nobody holds a file of what was there before.
    package func comeBack() async throws {
        try await Patience.until("nobody holds \(directory)") {
            try await run(["umount", directory])
        }
        // Whoever runs in a network of his own may see the old mount for as long as he lives, and
        // what is mounted twice is cut off twice: what the disk holds comes back as another disk.
        let steps = [
            ["cp", "--sparse=always", image, image + ".next"], ["mv", image + ".next", image],
            mounting,
        ]
        for step in steps where try await !run(step) {
            throw RigTrouble("\(directory) is not mounted again: \(step)")
        }
    }

    private func make(_ mode: String) async throws -> Bool {
        // The image has holes: it takes as much room as is written to it.
        let steps = [
            ["mkdir", "-p", directory], ["truncate", "--size=512M", image],
            ["mkfs.ext4", "-q", "-m", "0", image], mounting, ["chmod", mode, directory],
            ["sync", "--file-system", directory],
        ]
        for step in steps where try await !run(step) { return false }
        return true
    }

    private var mounting: [String] { ["mount", "-o", "loop", image, directory] }

    /// Administrators' programs are not in everybody's path.
    private func run(_ words: [String]) async throws -> Bool {
        let program = Subprocess("env", ["PATH=/usr/sbin:/usr/bin:/sbin:/bin"] + words)
        return try await program.run().status.isSuccess
    }
}

extension Traveller {
    /// Takes the power from the laptop and its disk in one moment, and gives both back.
    package func losePower(with disk: Disk) async throws {
        try disk.cut()
        await kill()
        try await disk.comeBack()
        try await start()
    }
}
