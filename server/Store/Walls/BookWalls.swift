import Bytes
import Catalog
package import PostgreSQL
import Sync
import Synchronization

/// The second wall between books: whoever works on one takes a role in the database that sees that
/// book's rows alone, owns nothing, and neither changes nor removes what a log holds, what was
/// issued and whatever else is written once.
///
/// The first wall is that every statement names its book. Where the database's user may not make
/// the role, the first wall stands alone, and the server says so.
///
/// Invariants:
/// 1. Every table of a book's has row-level security forced: the role is let to the rows of the
///    book that its transaction named, the owner to all, and nobody else to any.
/// 2. What is in a log is dropped by the owner alone, who compacts. What is shown of a record that
///    is written once is changed by the owner alone, where another record of its id has come.
package final class BookWalls: Sendable {
    /// The role.
    package static let role = "counterfoil_books"
    private let areUp = Mutex<Bool?>(nil)

    init() {}

    /// Goes behind the walls until the end of the caller's transaction, where they stand.
    func enter(_ book: BookID, on connection: isolated Connection) throws {
        guard try stand(on: connection) else { return }
        try connection.send(plain: "SET LOCAL ROLE \(Self.role)")
        // Distributed databases see a setting only when it is made by a literal.
        try connection.send(plain: "SET LOCAL app.book = '\(book.text)'")
    }

    /// Whether they stand; asked once.
    private func stand(on connection: isolated Connection) throws -> Bool {
        if let known = areUp.withLock({ $0 }) { return known }
        let found = try connection.hasWalls()
        areUp.withLock { $0 = found }
        return found
    }
}

extension Connection {
    /// Does as the owner of the tables what nobody may from behind the walls; for the rest of the
    /// caller's transaction they stand as before.
    package func asOwner(_ query: Query) throws(PostgreSQLError) {
        let role: String = try value("SELECT current_setting('role')")
        try run("SET LOCAL ROLE NONE")
        try execute(query)
        if role == BookWalls.role { try run("SET LOCAL ROLE \(BookWalls.role)") }
    }
}

extension ServerStore {
    /// Whether the second wall between books stands.
    package func hasWalls() async throws -> Bool {
        try await pool.withConnection { try $0.hasWalls() }
    }
}

extension Connection {
    /// Whether every table of a book's is walled in, and the role can be taken.
    fileprivate func hasWalls() throws(PostgreSQLError) -> Bool {
        guard try hasRole(), try isMember() else { return false }
        return try bookTables().allSatisfy(\.isWalled)
    }

    fileprivate func hasRole() throws(PostgreSQLError) -> Bool {
        try value("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = \(BookWalls.role))")
    }

    fileprivate func isMember() throws(PostgreSQLError) -> Bool {
        try value("SELECT pg_has_role(current_user, \(BookWalls.role), 'MEMBER')")
    }

    /// The tables of books: those whose primary key begins with the book.
    fileprivate func bookTables() throws(PostgreSQLError) -> [BookTable] {
        try rows(
            """
            SELECT c.relname::text, c.relrowsecurity AND c.relforcerowsecurity
                AND (SELECT count(*) = 2 FROM pg_policy AS p WHERE p.polrelid = c.oid
                    AND p.polname IN ('own_book', 'keeper')),
                has_table_privilege(\(BookWalls.role), c.oid, 'UPDATE, DELETE')
            FROM pg_class AS c
            JOIN pg_index AS i ON i.indrelid = c.oid AND i.indisprimary
            JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
                AND a.attname = 'book_id'
            ORDER BY 1
            """
        ) { (row) throws(PostgreSQLError) in
            BookTable(
                name: try row.read(0), isWalled: try row.read(1), isChanged: try row.read(2))
        }
    }
}

/// A table of books.
private struct BookTable: Sendable {
    /// What the role only ever adds to: the log, and what the catalog says is written once.
    private static let immutable = Set(["log_entries", "log_graves", "receipts"]).union(
        Catalog.collections.filter(\.kind.isAppendOnly).map(\.table))

    let name: String
    let isWalled: Bool

    /// Takes a table that has both policies or not, and whose rows the role may change or not.
    init(name: String, isWalled: Bool, isChanged: Bool) {
        self.name = name
        self.isWalled = isWalled && !(isChanged && Self.immutable.contains(name))
    }

    var privileges: String {
        Self.immutable.contains(name) ? "SELECT, INSERT" : "SELECT, INSERT, UPDATE, DELETE"
    }
}

extension BookWalls {
    /// A number that nothing else locks.
    private static let lockNumber: Int64 = 0x636f_756e_7465_7277

    /// Raises the walls where they do not stand yet; the answer is what a person has to do where
    /// the database's user may not.
    package static func raise(_ settings: ConnectionSettings) async throws -> String? {
        let connection = try await Connection(settings)
        do {
            let lack = try await raise(on: connection)
            await connection.close()
            return lack
        } catch {
            await connection.close()
            throw error
        }
    }

    private static func raise(on connection: isolated Connection) async throws -> String? {
        do {
            try await connection.transaction { connection in
                try connection.execute("SELECT pg_advisory_xact_lock(\(lockNumber))")
                if try !connection.hasRole() {
                    try connection.runOnce("CREATE ROLE \(role) NOLOGIN")
                }
                if try !connection.isMember() {
                    try connection.runOnce("GRANT \(role) TO CURRENT_USER")
                }
                let tables = try connection.bookTables().filter { !$0.isWalled }
                for table in tables { try connection.wallIn(table) }
                if !tables.isEmpty { try connection.openGates() }
            }
            return nil
        } catch let error as PostgreSQLError where error.state == .insufficientPrivilege {
            let user: String = try connection.value("SELECT quote_ident(current_user)")
            return "The database's user may not make the role that keeps books apart; let its "
                + "administrator run: CREATE ROLE \(role) NOLOGIN; GRANT \(role) TO \(user);"
        }
    }
}

extension Connection {
    /// Roles belong to the whole cluster, and the lock to one database: another one's server may
    /// have done the same just now.
    fileprivate func runOnce(_ statement: String) throws(PostgreSQLError) {
        try run(
            """
            DO $$ BEGIN \(statement);
            EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$
            """)
    }

    fileprivate func wallIn(_ table: BookTable) throws(PostgreSQLError) {
        for statement in [
            "ALTER TABLE \(table.name) ENABLE ROW LEVEL SECURITY",
            "ALTER TABLE \(table.name) FORCE ROW LEVEL SECURITY",
            "DROP POLICY IF EXISTS own_book ON \(table.name)",
            "DROP POLICY IF EXISTS keeper ON \(table.name)",
            """
            CREATE POLICY own_book ON \(table.name) TO \(BookWalls.role)
            USING (book_id = current_setting('app.book')::uuid)
            """,
            "CREATE POLICY keeper ON \(table.name) TO CURRENT_USER USING (true)",
            "REVOKE ALL ON \(table.name) FROM \(BookWalls.role)",
            "GRANT \(table.privileges) ON \(table.name) TO \(BookWalls.role)",
        ] {
            try run(statement)
        }
    }

    /// What the role needs of what crosses books: who people are, and to leave work for later.
    fileprivate func openGates() throws(PostgreSQLError) {
        for statement in [
            "GRANT USAGE ON SCHEMA public TO \(BookWalls.role)",
            "GRANT SELECT (person_id, name, email, is_disabled) ON people TO \(BookWalls.role)",
            "GRANT SELECT, INSERT ON jobs TO \(BookWalls.role)",
            "GRANT SELECT, INSERT, UPDATE ON kept_answers TO \(BookWalls.role)",
        ] {
            try run(statement)
        }
    }
}
