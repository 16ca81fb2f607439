import Bytes
import Foundation

/// The files of `protocol/Vectors`: a folder of hexadecimal texts, and a list of what is in it.
///
/// With `COUNTERFOIL_NEW_VECTORS=1` a vector that has no file yet gets one; a file that is there is
/// never touched, since programs that were released speak as it says.
struct VectorFiles {
    private let folder: URL
    private static let isWriting =
        ProcessInfo.processInfo.environment["COUNTERFOIL_NEW_VECTORS"] == "1"

    init(_ name: String) {
        // This file lies four steps below the root.
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        folder = root.appending(path: "protocol/Vectors/\(name)")
    }

    /// The lines of the list, each as its words.
    func list() throws -> [[String]] {
        let url = folder.appendingPathExtension("txt")
        guard FileManager.default.fileExists(atPath: url.path) else { return [] }
        return try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
            .filter { !$0.hasPrefix("#") }.map { $0.split(separator: " ").map(String.init) }
    }

    /// The bytes of a vector.
    func bytes(_ name: String) throws -> [UInt8] {
        let text = try String(contentsOf: file(name), encoding: .utf8)
        return Hexadecimal.bytes(text.filter { !$0.isWhitespace }) ?? []
    }

    /// The names of all files.
    func names() throws -> Set<String> {
        Set(
            try FileManager.default.contentsOfDirectory(atPath: folder.path)
                .map { String($0.prefix { $0 != "." }) })
    }

    /// Adds a vector that is new, if new ones are to be added.
    func add(_ name: String, _ line: String, _ bytes: [UInt8]? = nil) throws {
        guard Self.isWriting, try !list().contains(where: { $0[0] == name }) else { return }
        if let bytes {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let digits = Array(Hexadecimal.text(bytes))
            let lines = stride(from: 0, to: max(digits.count, 1), by: 64).map {
                String(digits[$0..<min($0 + 64, digits.count)])
            }
            try (lines.joined(separator: "\n") + "\n")
                .write(to: file(name), atomically: true, encoding: .utf8)
        }
        let url = folder.appendingPathExtension("txt")
        let before = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
        try (before + "\(name) \(line)\n").write(to: url, atomically: true, encoding: .utf8)
    }

    private func file(_ name: String) -> URL { folder.appending(path: name + ".hex") }
}
