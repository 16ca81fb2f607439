import Foundation

/// Everything that the rules look at.
struct House: Sendable {
    let files: [SourceFile]
    let manifest: Manifest

    init(files: [SourceFile]) {
        self.files = files
        manifest = Manifest(files.first { $0.path == "Package.swift" }?.text ?? "")
    }

    func file(_ path: String) -> Bool {
        files.contains { $0.path == path || $0.path.hasPrefix(path + "/") }
    }

    /// The repository that this file belongs to.
    static let ours = House(files: read())

    private static let kinds = ["swift", "md", "sh", "sql", "h", "c", "yml", "yaml", "json", "py"]

    private static func read() -> [SourceFile] {
        // Tests/TidyTests/House.swift lies three steps below the root.
        let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        guard let walk = FileManager.default.enumerator(atPath: "/" + root) else { return [] }
        var files: [SourceFile] = []
        while let path = walk.nextObject() as? String {
            let parts = path.split(separator: "/")
            let isHidden = parts.contains { $0.hasPrefix(".") && $0 != ".ci" }
            let name = parts.last.map(String.init) ?? path
            let isScript = path.hasPrefix("scripts/") || path.hasPrefix(".ci/")
            let isKnown = kinds.contains { name.hasSuffix("." + $0) } || isScript
            guard !isHidden, isKnown,
                let data = FileManager.default.contents(atPath: "/\(root)/\(path)"),
                let text = String(validating: data, as: UTF8.self)
            else { continue }
            files.append(SourceFile(path: path, text: text))
        }
        return files.sorted { $0.path < $1.path }
    }
}
