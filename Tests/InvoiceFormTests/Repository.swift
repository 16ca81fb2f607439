import FoundationEssentials
import JSON

/// The files of the repository that tests read.
enum Repository {
    /// The bytes of a file by its path from the root.
    static func bytes(_ path: String) throws -> [UInt8] {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return Array(try Data(contentsOf: root.appending(path: path)))
    }

    /// The text of a file.
    static func text(_ path: String) throws -> String {
        String(decoding: try bytes(path), as: UTF8.self)
    }

    /// The JSON of a file.
    static func json(_ path: String) throws -> JSONValue {
        try JSONValue(parsing: bytes(path))
    }
}
