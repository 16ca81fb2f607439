import Glibc

/// Reads a file or a stream line by line, holding no more than one line and one chunk.
package struct LineReader: ~Copyable {
    private static let chunkByteCount = 64 << 10

    private let descriptor: Int32
    private let isOwned: Bool
    private let name: String
    private let byteCountMax: Int
    private var chunk: [UInt8] = []
    private var position = 0
    private var isAtEnd = false

    /// Opens a file whose lines have at most so many bytes.
    package init(path: String, byteCountMax: Int) throws(MachineError) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .failed(doing: "open", on: path, code: errno) }
        isOwned = true
        name = path
        self.byteCountMax = byteCountMax
    }

    /// Reads a stream that stays open, whose lines have at most so many bytes.
    package init(_ stream: StandardStream, named name: String, byteCountMax: Int) {
        descriptor = stream.descriptor
        isOwned = false
        self.name = name
        self.byteCountMax = byteCountMax
    }

    deinit {
        if isOwned { close(descriptor) }
    }

    /// The next line without its line feed; `nil` after the last.
    package mutating func next() throws(MachineError) -> [UInt8]? {
        var line: [UInt8] = []
        while true {
            if position < chunk.count {
                let feed = chunk[position...].firstIndex(of: 0x0A)
                line += chunk[position..<(feed ?? chunk.count)]
                position = feed.map { $0 + 1 } ?? chunk.count
                guard line.count <= byteCountMax else {
                    throw .tooLong(path: name, byteCountMax: byteCountMax)
                }
                if feed != nil { return line }
            }
            guard try fill() else { return line.isEmpty ? nil : line }
        }
    }

    private mutating func fill() throws(MachineError) -> Bool {
        guard !isAtEnd else { return false }
        if chunk.count != Self.chunkByteCount {
            chunk = [UInt8](repeating: 0, count: Self.chunkByteCount)
        }
        while true {
            let count = Glibc.read(descriptor, &chunk, Self.chunkByteCount)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .failed(doing: "read", on: name, code: errno) }
            chunk.removeLast(Self.chunkByteCount - count)
            position = 0
            isAtEnd = count == 0
            return count > 0
        }
    }
}
