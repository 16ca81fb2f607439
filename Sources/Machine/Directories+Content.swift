import Glibc

extension Directories {
    /// The names of what lies in a directory, sorted; none where there is no such directory.
    package static func names(in path: String) throws(MachineError) -> [String] {
        guard let directory = opendir(path) else {
            if errno == ENOENT { return [] }
            throw .failed(doing: "read the directory", on: path, code: errno)
        }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// Removes a file; nothing where there is none.
    package static func remove(file path: String) throws(MachineError) {
        guard unlink(path) == 0 || errno == ENOENT else {
            throw .failed(doing: "remove", on: path, code: errno)
        }
    }
}
