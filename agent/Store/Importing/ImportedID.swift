import Bytes
import Catalog
import Sync

/// The id under which another book's record is brought in, which follows from the one it had.
///
/// So whoever brings the same record again, from the same file or from a later one, finds it there,
/// and two laptops that bring one file at once make the same records. The time in the old id is
/// kept, so that records lie in the order in which they were made.
enum ImportedID {
    private static let timeBytes = 6

    /// The id that follows from a record's own.
    static func of(_ id: RecordID) -> RecordID {
        let derived: RecordID = DerivedID.of("import", [id.bytes])
        var bytes = Array(id.bytes.prefix(timeBytes) + derived.bytes.dropFirst(timeBytes))
        // Version 7 and the variant of RFC 9562, as every id that is minted.
        bytes[6] = bytes[6] & 0x0F | 0x70
        bytes[8] = bytes[8] & 0x3F | 0x80
        guard let imported = RecordID(bytes: bytes) else {
            preconditionFailure("an id has sixteen bytes")
        }
        return imported
    }
}
