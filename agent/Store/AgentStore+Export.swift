import Bytes
package import Catalog
package import Machine
import SQLite
import Sync

extension AgentStore {
    /// The book as it is seen, written out canonically as it was at one moment, whatever is written
    /// meanwhile.
    package func export() async throws -> SpoolFile { try await desk.export() }

    /// One collection as a table that people open in other programs: its names, then each record
    /// that is there.
    package func exportTable(of collection: RecordCollection) async throws -> SpoolFile {
        try await desk.exportTable(of: collection)
    }
}

extension BookDesk {
    private static let bytesAtOnce = 256 << 10

    /// The book as it is seen, written out canonically as it was at one moment, whatever is written
    /// meanwhile.
    package func export() async throws -> SpoolFile {
        try await spool("1") { $0.registers.isEmpty ? "" : $0.exportLine }
    }

    func exportTable(of collection: RecordCollection) async throws -> SpoolFile {
        try await spool(
            "collection = \(collection.number)", after: CSVText.line(collection.csvHeader)
        ) { record in
            collection.isThere(record) ? CSVText.line(collection.csvCells(of: record)) : ""
        }
    }

    /// Writes records as they are seen at one moment, in the order of their ids.
    private func spool(
        _ condition: String, after head: String = "",
        _ text: @escaping @Sendable (Record) -> String
    ) async throws -> SpoolFile {
        // It lies on the disk where the book lies: somewhere else there may be less room.
        let folder = database.path.lastIndex(of: "/").map { String(database.path[..<$0]) } ?? "."
        let file = try SpoolFile(in: folder)
        try await database.read { connection in
            var lines = Array(head.utf8)
            try connection.forEach(
                "SELECT collection, id, seen FROM record_states WHERE \(condition) "
                    + "ORDER BY collection, id"
            ) { row in
                let key = RecordKey(collection: try row.read(0), id: try row.read(1))
                lines += text(try Record(key: key, encoded: try row.read(2))).utf8
                guard lines.count >= Self.bytesAtOnce else { return }
                try file.append(lines)
                lines = []
            }
            try file.append(lines)
        }
        return file
    }
}
