/// Why the schema cannot be brought up to date.
package enum MigrationFault: Sendable, Hashable {
    /// The database has a migration that this program does not know.
    case databaseIsNewer(migration: String)
    /// A migration that was applied earlier reads differently now.
    case migrationChanged(name: String)
    /// Another migrator held the lock for too long.
    case lockedByAnother
    /// A statement of a migration failed; nothing of that migration was kept.
    case statementFailed(migration: String, statement: Int, reason: String)
}

extension MigrationFault: CustomStringConvertible {
    /// The sentence for a person.
    package var description: String {
        switch self {
        case .databaseIsNewer(let migration):
            """
            The database was written by a newer release (it has the migration \(migration)). \
            Upgrade this program to that release.
            """
        case .migrationChanged(let name):
            """
            The migration \(name) was applied with a different text. Run the program that \
            belongs to this database, or restore a backup made before that migration.
            """
        case .lockedByAnother:
            "Another program is still migrating this database. Wait for it, then start again."
        case .statementFailed(let migration, let statement, let reason):
            """
            Statement \(statement) of the migration \(migration) failed, nothing of it was \
            kept. \(reason)
            """
        }
    }
}
