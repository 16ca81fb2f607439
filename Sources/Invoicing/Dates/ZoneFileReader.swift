/// Reads a TZif file (RFC 9636): trusts no count, reads no byte that is not there.
struct ZoneFileReader {
    /// Larger than any real zone: the largest has some 4,000 bytes.
    private static let byteCountMax = 1 << 20

    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) throws(ZoneFault) {
        guard bytes.count <= Self.byteCountMax else { throw .tooLarge }
        self.bytes = bytes
    }

    mutating func rules() throws(ZoneFault) -> ZoneRules {
        let first = try header()
        guard first.version >= 2 else { return try block(first, wordSize: 4).rules(future: nil) }
        // Later versions repeat everything with wide words; the narrow block is stepped over.
        try skip(first.byteCount(wordSize: 4))
        let second = try header()
        guard second.version == first.version else { throw .contradictoryCounts }
        let block = try block(second, wordSize: 8)
        return try block.rules(future: footer())
    }

    private mutating func header() throws(ZoneFault) -> Header {
        guard bytes.count - position >= 4,
            bytes[position..<position + 4].elementsEqual(Array("TZif".utf8))
        else { throw .notTZif }
        try skip(4)
        let version = try byte()
        try skip(15)
        let number =
            switch version {
            case 0: 1
            case UInt8(ascii: "2")...UInt8(ascii: "4"): Int(version - UInt8(ascii: "0"))
            default: throw ZoneFault.unknownVersion(version)
            }
        var counts: [Int] = []
        for _ in 0..<6 { counts.append(Int(try word(4))) }
        let header = Header(version: number, counts: counts)
        try header.check()
        return header
    }

    private mutating func block(
        _ header: Header, wordSize: Int
    ) throws(ZoneFault) -> ZoneBlock {
        guard header.leapSeconds == 0 else { throw .countsLeapSeconds }
        let end = position + header.byteCount(wordSize: wordSize)
        guard end <= bytes.count else { throw .truncated(atByte: bytes.count) }
        var block = ZoneBlock()
        for _ in 0..<header.transitions { block.transitions.append(try word(wordSize)) }
        for _ in 0..<header.transitions { block.indices.append(try byte()) }
        for _ in 0..<header.localTimes {
            let offset = try word(4)
            let isSaving = try byte()
            let name = try byte()
            guard abs(offset) < ZoneRules.reach, isSaving <= 1, name < header.nameBytes else {
                throw .impossibleLocalTime
            }
            block.offsets.append(Int32(offset))
        }
        position = end
        return block
    }

    /// The rule between two newlines; empty when there is none.
    private mutating func footer() throws(ZoneFault) -> RecurringOffset? {
        let newline = UInt8(ascii: "\n")
        guard try byte() == newline else { throw .malformedFooter }
        let rest = bytes[position...]
        guard let end = rest.firstIndex(of: newline) else {
            throw .truncated(atByte: bytes.count)
        }
        return rest.startIndex == end ? nil : try RecurringOffset(posix: Array(rest[..<end]))
    }

    private mutating func skip(_ count: Int) throws(ZoneFault) {
        guard count <= bytes.count - position else { throw .truncated(atByte: bytes.count) }
        position += count
    }

    private mutating func byte() throws(ZoneFault) -> UInt8 {
        guard position < bytes.count else { throw .truncated(atByte: bytes.count) }
        defer { position += 1 }
        return bytes[position]
    }

    /// A signed number of four or eight bytes, the most significant first.
    private mutating func word(_ size: Int) throws(ZoneFault) -> Int64 {
        var value: UInt64 = 0
        for _ in 0..<size { value = value << 8 | UInt64(try byte()) }
        return size == 4 ? Int64(Int32(truncatingIfNeeded: value)) : Int64(bitPattern: value)
    }
}

extension ZoneFileReader {
    /// The version and the six counts of a header, in the order of the file.
    private struct Header {
        let version: Int
        let counts: [Int]

        var leapSeconds: Int { counts[2] }
        var transitions: Int { counts[3] }
        var localTimes: Int { counts[4] }
        var nameBytes: Int { counts[5] }

        /// Every count fits into the largest file, so that no sum or product can overflow.
        func check() throws(ZoneFault) {
            for count in counts {
                guard count >= 0 else { throw .contradictoryCounts }
                guard count <= ZoneFileReader.byteCountMax else { throw .tooLarge }
            }
            guard localTimes > 0, localTimes <= 256, nameBytes > 0,
                counts[0] == 0 || counts[0] == localTimes,
                counts[1] == 0 || counts[1] == localTimes
            else { throw .contradictoryCounts }
        }

        func byteCount(wordSize: Int) -> Int {
            transitions * (wordSize + 1) + localTimes * 6 + nameBytes
                + leapSeconds * (wordSize + 4) + counts[0] + counts[1]
        }
    }
}

/// The body of a TZif file as it stands there.
private struct ZoneBlock {
    var transitions: [Int64] = []
    var indices: [UInt8] = []
    var offsets: [Int32] = []

    func rules(future: RecurringOffset?) throws(ZoneFault) -> ZoneRules {
        for (earlier, later) in zip(transitions, transitions.dropFirst()) where earlier >= later {
            throw .unorderedTransitions
        }
        var offsetsFrom: [Int32] = []
        for index in indices {
            guard Int(index) < offsets.count else { throw .unknownLocalTime }
            offsetsFrom.append(offsets[Int(index)])
        }
        return ZoneRules(
            transitions: transitions, offsets: offsetsFrom, offsetBefore: offsets[0],
            future: future)
    }
}
