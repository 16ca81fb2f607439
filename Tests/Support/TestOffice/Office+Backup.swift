import PostgreSQL

/// What a restored database is: every table of the books as it was, and who is let in.
extension Office {
    /// Backs all of it up, inside the same database.
    package func backUp() async throws { try await copyBooks(from: "", to: "backup_") }

    /// Restores all of it from the backup.
    package func restore() async throws { try await copyBooks(from: "backup_", to: "") }

    private static let tables = [
        "book_heads", "log_entries", "receipts", "held_replicas", "record_states",
        "refused_changes", "early_removals", "unborn_records", "quarantined_changes",
        "log_graves", "attendances", "superseded_points", "recovery_points",
        "recovery_entries", "recovery_devices", "log_marks", "lost_entries",
        "owed_approvals", "grants", "people", "members", "invitations", "devices",
        "device_tokens", "api_keys",
    ]

    private func copyBooks(from source: String, to target: String) async throws {
        try await pool.transaction { connection in
            for table in Self.tables {
                let (old, new) = (source + table, target + table)
                try connection.run("CREATE TABLE IF NOT EXISTS \(new) (LIKE \(table))")
                try connection.run("DELETE FROM \(new)")
                try connection.run("INSERT INTO \(new) SELECT * FROM \(old)")
            }
        }
    }
}
