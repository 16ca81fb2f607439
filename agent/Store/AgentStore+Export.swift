import Bytes
import Catalog
package import Machine
import SQLite
import Sync

extension AgentStore {
    /// The book as it is seen, written out canonically as it was at one moment, whatever is written
    /// meanwhile.
    package func export() async throws -> SpoolFile { try await desk.export() }
}

extension BookDesk {
    private static let bytesAtOnce = 256 << 10

    /// The book as it is seen, written out canonically as it was at one moment, whatever is written
    /// meanwhile.
    package func export() async throws -> SpoolFile {
        // It lies on the disk where the book lies: somewhere else there may be less room.
        let folder = database.path.lastIndex(of: "/").map { String(database.path[..<$0]) } ?? "."
        let file = try SpoolFile(in: folder)
        try await database.read { connection in
            var lines: [UInt8] = []
            try connection.forEach(
                "SELECT collection, id, seen FROM record_states ORDER BY collection, id"
            ) { row in
                let key = RecordKey(collection: try row.read(0), id: try row.read(1))
                let record = try Record(key: key, encoded: try row.read(2))
                guard !record.registers.isEmpty else { return }
                lines += record.exportLine.utf8
                guard lines.count >= Self.bytesAtOnce else { return }
                try file.append(lines)
                lines = []
            }
            try file.append(lines)
        }
        return file
    }
}
