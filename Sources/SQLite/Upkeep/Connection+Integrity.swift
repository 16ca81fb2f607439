/// How thoroughly a database is checked.
package enum IntegrityCheck: Sendable {
    /// Every page, without comparing tables with their indexes.
    case quick
    /// Every page, every index, and every reference between rows.
    case full
}

extension Connection {
    /// Looks for damage; an empty list says that the database is whole.
    package func integrityFindings(_ check: IntegrityCheck) throws -> [String] {
        do {
            switch check {
            case .quick: return try findings("PRAGMA quick_check(100)")
            case .full: return try findings("PRAGMA integrity_check(100)") + brokenReferences()
            }
        } catch let error as SQLiteError where error.isCorrupt {
            // A file can be too damaged for the check itself.
            return [error.failure?.reference ?? "\(error)"]
        }
    }

    private func findings(_ sql: String) throws -> [String] {
        try query(sql) { try $0.read(0, as: String.self) }.filter { $0 != "ok" }
    }

    private func brokenReferences() throws -> [String] {
        try query("PRAGMA foreign_key_check") { row in
            let table = try row.read(0, as: String.self)
            let place = try row.read(1, as: Int64?.self).map { "row \($0)" } ?? "a row"
            return "\(place) of \(table) refers to a missing row of \(try row.read(2) as String)"
        }
    }
}
