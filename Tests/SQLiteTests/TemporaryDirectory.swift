import Glibc

/// A directory of one test's own; it goes away with its owner.
final class TemporaryDirectory: Sendable {
    let path: String

    init() {
        var template = Array((P_tmpdir + "/sqlite-tests-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else { fatalError("no temporary directory") }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    deinit {
        for name in names() { unlink(path + "/" + name) }
        rmdir(path)
    }

    /// The path of a file with this name.
    func file(_ name: String = "book.db") -> String { path + "/" + name }

    /// The names of the files in the directory.
    func names() -> [String] {
        guard let directory = opendir(path) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { start in
                start.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }
}

/// Overwrites bytes of a file in the middle of its life.
func overwrite(_ path: String, at offset: Int, count: Int, with byte: UInt8) {
    let file = open(path, O_WRONLY)
    let bytes = [UInt8](repeating: byte, count: count)
    precondition(pwrite(file, bytes, count, offset) == count)
    close(file)
}
