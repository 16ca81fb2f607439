package import Bytes
import Causality

/// How parts of a book are kept in one column of a database: what no query ever looks into.
package enum StoredLog {
    /// Nothing that is stored has more parts than this.
    private static let countMax = 1 << 24

    /// Writes the gaps of a replica; nothing where there are none.
    package static func ranges(_ ranges: [ClosedRange<UInt64>]) -> [UInt8]? {
        guard !ranges.isEmpty else { return nil }
        var writer = ByteWriter()
        writer.count(ranges.count)
        for range in ranges {
            writer.varint(range.lowerBound)
            writer.varint(range.upperBound - range.lowerBound)
        }
        return writer.bytes
    }

    /// Reads the gaps of a replica.
    package static func ranges(from bytes: [UInt8]?) throws(MalformedBytes) -> [ClosedRange<UInt64>]
    {
        guard let bytes else { return [] }
        var (reader, ranges) = (ByteReader(bytes), [ClosedRange<UInt64>]())
        for _ in 0..<(try reader.count(max: countMax)) {
            let start = try reader.ordinal()
            let (end, isOver) = start.addingReportingOverflow(try reader.varint())
            guard !isOver else { throw reader.failure(.numberTooLarge) }
            ranges.append(start...end)
        }
        try reader.finish()
        return ranges
    }

    /// Writes the links that are known of a replica.
    package static func edges(_ edges: [UInt64: ContentHash]) -> [UInt8] {
        var writer = ByteWriter(capacity: 2 + 40 * edges.count)
        writer.count(edges.count)
        for (counter, link) in edges.sorted(by: { $0.key < $1.key }) {
            writer.varint(counter)
            writer.contentHash(link)
        }
        return writer.bytes
    }

    /// Reads the links that are known of a replica.
    package static func edges(from bytes: [UInt8]) throws(MalformedBytes) -> [UInt64: ContentHash] {
        var (reader, edges) = (ByteReader(bytes), [UInt64: ContentHash]())
        for _ in 0..<(try reader.count(max: countMax)) {
            let counter = try reader.ordinal()
            edges[counter] = try reader.contentHash()
        }
        try reader.finish()
        return edges
    }

    /// Writes addresses of registers, in their order.
    package static func addresses(_ addresses: Set<RegisterAddress>) -> [UInt8] {
        var writer = ByteWriter()
        writer.count(addresses.count)
        for address in addresses.sorted() { address.encode(into: &writer) }
        return writer.bytes
    }

    /// Reads addresses of registers.
    package static func addresses(
        from bytes: [UInt8]
    ) throws(MalformedBytes) -> Set<RegisterAddress> {
        var (reader, addresses) = (ByteReader(bytes), Set<RegisterAddress>())
        for _ in 0..<(try reader.count(max: countMax)) {
            addresses.insert(try RegisterAddress(from: &reader))
        }
        try reader.finish()
        return addresses
    }

    /// Writes an empty form.
    package static func form(_ form: EmptyForm) -> [UInt8] {
        var writer = ByteWriter()
        form.encode(into: &writer)
        return writer.bytes
    }

    /// Reads an empty form.
    package static func form(from bytes: [UInt8]) throws(MalformedBytes) -> EmptyForm {
        var reader = ByteReader(bytes)
        let form = try EmptyForm(from: &reader)
        try reader.finish()
        return form
    }

    /// Reads an entry of the log.
    package static func entry(from bytes: [UInt8]) throws(MalformedBytes) -> LogEntry {
        var reader = ByteReader(bytes)
        let entry = try LogEntry(from: &reader)
        try reader.finish()
        return entry
    }

    /// What is told of a change whose entry was dropped.
    package static func place(_ place: LogPlace) -> [UInt8] {
        var writer = ByteWriter()
        writer.contentHash(place.payloadHash)
        place.ruling.encode(into: &writer)
        writer.varint(place.stamps.effective.bits)
        writer.varint(place.stamps.accepted.bits)
        return writer.bytes
    }

    /// Reads what is told of a change whose entry was dropped.
    package static func place(
        from bytes: [UInt8], at position: UInt64
    ) throws(MalformedBytes) -> LogPlace {
        var reader = ByteReader(bytes)
        let payloadHash = try reader.contentHash()
        let ruling = try Ruling(from: &reader)
        let effective = Stamp(bits: try reader.varint())
        let stamps = Stamps(effective: effective, accepted: Stamp(bits: try reader.varint()))
        try reader.finish()
        return LogPlace(
            position: position, payloadHash: payloadHash, ruling: ruling, stamps: stamps)
    }

    /// Writes what became of a change.
    package static func judgement(_ judgement: Judgement) -> [UInt8] {
        var writer = ByteWriter()
        writer.varint(judgement.point.position)
        writer.contentHash(judgement.point.hash)
        judgement.ruling.encode(into: &writer)
        writer.varint(judgement.stamps.effective.bits)
        writer.varint(judgement.stamps.accepted.bits)
        return writer.bytes
    }

    /// Reads what became of a change.
    package static func judgement(from bytes: [UInt8]) throws(MalformedBytes) -> Judgement {
        var reader = ByteReader(bytes)
        let position = try reader.varint()
        let point = LogPoint(position: position, hash: try reader.contentHash())
        let ruling = try Ruling(from: &reader)
        let effective = Stamp(bits: try reader.varint())
        let stamps = Stamps(effective: effective, accepted: Stamp(bits: try reader.varint()))
        try reader.finish()
        return Judgement(point: point, ruling: ruling, stamps: stamps)
    }

    /// Writes what an entry means by what it names.
    package static func meanings(_ meanings: Offer.Meanings) -> [UInt8] {
        var writer = ByteWriter()
        writer.count(meanings.count)
        for (dot, payload) in meanings.sorted(by: { $0.key < $1.key }) {
            writer.dot(dot)
            writer.contentHash(payload)
        }
        return writer.bytes
    }

    /// Reads what an entry means by what it names.
    package static func meanings(from bytes: [UInt8]) throws(MalformedBytes) -> Offer.Meanings {
        var (reader, meanings) = (ByteReader(bytes), Offer.Meanings())
        for _ in 0..<(try reader.count(max: Offer.meaningsCountMax)) {
            let dot = try reader.dot()
            meanings[dot] = try reader.contentHash()
        }
        try reader.finish()
        return meanings
    }

    /// Writes log hashes one after the other.
    package static func hashes(_ hashes: [ContentHash]) -> [UInt8] {
        var writer = ByteWriter(capacity: hashes.count * ContentHash.bytesCount)
        for hash in hashes { writer.contentHash(hash) }
        return writer.bytes
    }

    /// Reads log hashes that stand one after the other.
    package static func hashes(from bytes: [UInt8]) throws(MalformedBytes) -> [ContentHash] {
        var (reader, hashes) = (ByteReader(bytes), [ContentHash]())
        while !reader.isAtEnd { hashes.append(try reader.contentHash()) }
        return hashes
    }
}
