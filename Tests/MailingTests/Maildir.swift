import Glibc
import Machine

/// A Maildir of a test's own.
struct Maildir {
    let path: String

    init(in path: String) throws {
        self.path = path
        for name in ["new", "cur", "tmp"] { try Directories.create("\(path)/\(name)") }
    }

    func put(_ text: String, named name: String) throws {
        try Self.write(text, to: "\(path)/new/\(name)")
    }

    func names(_ folder: String) -> [String] { Self.names(in: "\(path)/\(folder)") }

    @discardableResult
    static func write(_ text: String, to path: String) throws -> String {
        try AtomicFile.write(Array(text.utf8), to: path)
        return path
    }

    static func names(in path: String) -> [String] {
        guard let directory = opendir(path) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }
}
