internal import Glibc
internal import Machine

/// A directory of its own for one test, which other users may pass through.
package struct TemporaryDirectory: Sendable {
    /// The path.
    package let path: String

    /// Makes the directory, with this program's process number in its name.
    package init(_ name: String = "counterfoil-test") { self.init(name, in: Self.base) }

    /// Makes one in memory, where there is enough of it: thousands of small files are made and
    /// removed in no time there, and a disk that is told of each takes minutes.
    static func inMemory(_ name: String) -> TemporaryDirectory {
        TemporaryDirectory(name, in: hasMemory ? memory : base)
    }

    private init(_ name: String, in place: String) {
        var template = Array("\(place)/\(name)-\(getpid())-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { preconditionFailure("no directory in \(place)") }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        chmod(path, 0o755)
    }

    /// Removes the directory with everything in it.
    package func remove() async {
        _ = try? await Subprocess("rm", ["-rf", "--", path]).run()
    }

    private static var base: String { getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp" }

    private static let memory = "/dev/shm"
    private static let memoryMin: UInt = 4 << 30

    private static var hasMemory: Bool {
        var facts = statvfs()
        return getenv("TMPDIR") == nil && access(memory, W_OK) == 0 && statvfs(memory, &facts) == 0
            && UInt(facts.f_bavail) * UInt(facts.f_frsize) >= memoryMin
    }

    /// Removes what processes left behind that were killed before they could.
    static func removeRemains() async {
        for place in [base, memory] { await removeRemains(in: place) }
    }

    private static func removeRemains(in place: String) async {
        guard let directory = opendir(place) else { return }
        defer { closedir(directory) }
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            let parts = name.split(separator: "-")
            guard name.hasPrefix("counterfoil-test-"), parts.count > 3,
                let owner = Int32(parts[parts.count - 2]), kill(owner, 0) != 0, errno == ESRCH
            else { continue }
            _ = try? await Subprocess("rm", ["-rf", "--", "\(place)/\(name)"]).run()
        }
    }

    /// Lends a directory to the body and removes it afterwards.
    @discardableResult
    package static func with<Value>(_ body: (String) async throws -> Value) async throws -> Value {
        let directory = TemporaryDirectory()
        do {
            let value = try await body(directory.path)
            await directory.remove()
            return value
        } catch {
            await directory.remove()
            throw error
        }
    }
}
