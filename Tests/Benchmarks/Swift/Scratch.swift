import Glibc
import Machine

/// The one directory in which everything lies that a run of the benchmarks makes.
struct Scratch: Sendable {
    /// The path, absolute.
    let path: String

    /// Makes the directory inside of another, which is made too when it is missing.
    init(in parent: String) throws(BenchmarkFailure) {
        mkdir(parent, 0o755)
        guard let resolved = realpath(parent, nil) else { throw .unwritable(parent, errno) }
        defer { free(resolved) }
        var template = Array((String(cString: resolved) + "/bench-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else { throw .unwritable(parent, errno) }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        // Started by root, PostgreSQL runs as somebody else, who has to pass through.
        chmod(path, 0o755)
    }

    /// Writes a text into a new file and says where that lies.
    func write(_ text: String, to name: String) throws(BenchmarkFailure) -> String {
        let file = path + "/" + name
        do {
            try AtomicFile.write(Array(text.utf8), to: file)
        } catch {
            throw .refused("\(error)")
        }
        return file
    }

    /// Removes the directory with everything in it.
    func remove() async { await Scratch.remove(path) }

    /// Removes a directory with everything in it. What is left behind harms no figure.
    static func remove(_ path: String) async {
        _ = try? await Subprocess("rm", ["-rf", "--", path]).run()
    }
}
