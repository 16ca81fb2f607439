import Crypto
import Glibc
import Machine

/// How far a file of mails has been read.
package struct MailFilePosition: Hashable, Sendable {
    /// The start of a file.
    package static let start = MailFilePosition(offset: 0, mark: [], left: [])

    /// Where the next mail begins.
    package var offset: Int64
    /// What stands around that in the file.
    package var mark: [UInt8]
    /// Where mails before it begin that could not be noted yet.
    package var left: [Int64]

    /// Names a place.
    package init(offset: Int64, mark: [UInt8], left: [Int64]) {
        self.offset = offset
        self.mark = mark
        self.left = left
    }
}

/// A mail in a file of mails.
struct FiledMail {
    /// Where it begins.
    let start: Int64
    /// Where the next one does.
    let end: Int64
    /// The mail without the line before it; cut off where it is longer than anybody reads.
    let bytes: [UInt8]
}

/// A file of mails in mbox form, however long it is: one mail at a time is in memory.
struct MailFile: ~Copyable {
    private static let markedByteCount = 512

    private let descriptor: Int32
    private let path: String

    init(path: String) throws(MachineError) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .failed(doing: "open", on: path, code: errno) }
        self.path = path
    }

    deinit { close(descriptor) }

    /// Takes the lock under which mails are delivered into files, shared; false while one is being
    /// delivered. It ends with the file.
    func lock() -> Bool {
        var wanted = flock()
        wanted.l_type = Int16(F_RDLCK)
        wanted.l_whence = Int16(SEEK_SET)
        return fcntl(descriptor, F_SETLK, &wanted) == 0
    }

    /// Whether a position is one of this file as it is now.
    func has(_ position: MailFilePosition) throws(MachineError) -> Bool {
        try mark(at: position.offset) == position.mark
    }

    /// What stands at the start of the file and before an offset; nothing beyond the end.
    func mark(at offset: Int64) throws(MachineError) -> [UInt8] {
        let count = Int(min(offset, Int64(Self.markedByteCount)))
        let head = try bytes(at: 0, countMax: count)
        let tail = try bytes(at: offset - Int64(count), countMax: count)
        return head.count == count && tail.count == count ? SHA256.digest(head + tail) : []
    }

    /// The mail that begins at an offset; nil when there is no whole one.
    ///
    /// Mails begin at a line `From …` that follows an empty one, or stands first.
    func mail(at offset: Int64) throws(MachineError) -> FiledMail? {
        var lines = LineWalk(from: offset)
        var start: Int64?
        var bytes: [UInt8] = []
        var wasEmpty = true
        while let line = try next(&lines) {
            if wasEmpty, line.starts(with: "From ".utf8) {
                if let start { return FiledMail(start: start, end: lines.start, bytes: bytes) }
                start = lines.start
            } else if start != nil, bytes.count <= DeliveryStatusNotice.bytesMax {
                let isQuoted = line.drop { $0 == UInt8(ascii: ">") }.starts(with: "From ".utf8)
                bytes += isQuoted ? line.dropFirst() : line[...]
                bytes.append(0x0A)
            }
            wasEmpty = line.isEmpty || line == [0x0D]
        }
        // A last line without an end belongs to a mail that is still being written.
        guard let start, !lines.isTorn else { return nil }
        return FiledMail(start: start, end: lines.end, bytes: bytes)
    }

    /// The next line without its end, cut off where it is longer than any mail.
    private func next(_ lines: inout LineWalk) throws(MachineError) -> [UInt8]? {
        lines.begin()
        while true {
            if lines.takeLine() { return lines.line }
            guard try lines.fill(bytes(at: lines.readOffset, countMax: LineWalk.chunkByteCount))
            else { return nil }
        }
    }

    private func bytes(at offset: Int64, countMax: Int) throws(MachineError) -> [UInt8] {
        guard countMax > 0 else { return [] }
        var bytes = [UInt8](repeating: 0, count: countMax)
        var count: Int
        repeat {
            count = pread(descriptor, &bytes, countMax, off_t(offset))
        } while count < 0 && errno == EINTR
        guard count >= 0 else { throw .failed(doing: "read", on: path, code: errno) }
        return Array(bytes[..<count])
    }
}

/// Where somebody is who walks through a file line by line.
private struct LineWalk {
    static let chunkByteCount = 64 << 10

    /// Where the last line begins, and where it ends.
    private(set) var start: Int64
    private(set) var end: Int64
    /// The last line, without its end.
    private(set) var line: [UInt8] = []
    /// From where to read on.
    private(set) var readOffset: Int64
    /// Whether what was read last has no end of a line.
    var isTorn: Bool { end > start && !isWhole }
    private var isWhole = true
    private var chunk: ArraySlice<UInt8> = []

    init(from offset: Int64) {
        start = offset
        end = offset
        readOffset = offset
    }

    mutating func begin() {
        start = end
        line = []
        isWhole = false
    }

    /// Takes what there is of the line; false when more of it has to be read.
    mutating func takeLine() -> Bool {
        let piece = chunk.prefix { $0 != 0x0A }
        if line.count <= DeliveryStatusNotice.bytesMax { line += piece }
        end += Int64(piece.count)
        chunk = chunk.dropFirst(piece.count)
        guard !chunk.isEmpty else { return false }
        chunk = chunk.dropFirst()
        end += 1
        isWhole = true
        return true
    }

    /// Takes what was read; false at the end of the file.
    mutating func fill(_ bytes: [UInt8]) -> Bool {
        readOffset += Int64(bytes.count)
        chunk = bytes[...]
        return !bytes.isEmpty
    }
}
