internal import Glibc
internal import Machine

/// A directory of its own for one test, which other users may pass through.
package struct TemporaryDirectory: Sendable {
    /// The path.
    package let path: String

    /// Makes the directory, with this program's process number in its name.
    package init(_ name: String = "counterfoil-test") {
        let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(base)/\(name)-\(getpid())-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { preconditionFailure("no directory in \(base)") }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        chmod(path, 0o755)
    }

    /// Removes the directory with everything in it.
    package func remove() async {
        _ = try? await Subprocess("rm", ["-rf", "--", path]).run()
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
