import Glibc

/// Why a program ended, as it said itself at the end of its log.
struct LastWords {
    private static let bytesMax = 4_096
    private static let logBytesMax = 1 << 20
    private static let mark = "error: "

    /// The sentence.
    let sentence: String
    /// One more for each thing that is wrong.
    let details: [String]

    /// Reads what was appended to a log since it had so many bytes; `nil` when there is no
    /// complaint in it.
    init?(in path: String, after length: Int) {
        let lines = Self.end(of: path, after: length).split(separator: "\n")
        guard let start = lines.lastIndex(where: { $0.hasPrefix(Self.mark) }) else { return nil }
        sentence = String(lines[start].dropFirst(Self.mark.count))
        details = lines[(start + 1)...].map { String($0.drop { $0 == " " }) }
    }

    /// Sets a log aside that has grown long, in the place of the one set aside before.
    static func setAside(_ path: String) {
        // A log that cannot be set aside goes on growing; that is no reason not to start.
        if length(of: path) > logBytesMax { rename(path, path + ".1") }
    }

    /// How many bytes a log has; none when there is no log yet.
    static func length(of path: String) -> Int {
        var facts = stat()
        return stat(path, &facts) == 0 ? Int(facts.st_size) : 0
    }

    private static func end(of path: String, after length: Int) -> String {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return "" }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: bytesMax)
        let start = max(length, Self.length(of: path) - bytesMax)
        let count = pread(file, &bytes, bytes.count, start)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }
}
