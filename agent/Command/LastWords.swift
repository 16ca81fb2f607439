import Glibc

/// Why a program ended, as it said itself at the end of its log.
struct LastWords {
    private static let bytesMax = 4_096
    private static let mark = "error: "

    /// The sentence.
    let sentence: String
    /// One more for each thing that is wrong.
    let details: [String]

    /// Reads the end of a log; `nil` when there is no complaint in it.
    init?(in path: String) {
        let lines = Self.end(of: path).split(separator: "\n")
        guard let start = lines.lastIndex(where: { $0.hasPrefix(Self.mark) }) else { return nil }
        sentence = String(lines[start].dropFirst(Self.mark.count))
        details = lines[(start + 1)...].map { String($0.drop { $0 == " " }) }
    }

    private static func end(of path: String) -> String {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return "" }
        defer { close(file) }
        let length = lseek(file, 0, SEEK_END)
        var bytes = [UInt8](repeating: 0, count: bytesMax)
        let count = pread(file, &bytes, bytes.count, max(0, length - bytesMax))
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }
}
