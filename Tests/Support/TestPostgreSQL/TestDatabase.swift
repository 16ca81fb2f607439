package import PostgreSQL

/// A database of its own for a test, on a real server.
package enum TestDatabase {
    /// Lends an empty database to the body and removes it afterwards.
    @discardableResult
    package static func with<Value>(
        _ body: (ConnectionSettings) async throws -> Value
    ) async throws -> Value {
        try await lend(like: nil, body)
    }

    /// Lends a copy of a database that was prepared once for this key in this process: as quick
    /// as an empty one.
    @discardableResult
    package static func with<Value>(
        template key: String,
        preparedBy prepare: @escaping @Sendable (ConnectionSettings) async throws -> Void,
        _ body: (ConnectionSettings) async throws -> Value
    ) async throws -> Value {
        let template = try await TestCluster.shared.template(key, prepare: prepare)
        return try await lend(like: template, body)
    }

    /// Lends an open connection to an empty database.
    @discardableResult
    package static func withConnection<Value>(
        _ body: (Connection) async throws -> Value
    ) async throws -> Value {
        try await with { settings in
            let connection = try await Connection(settings)
            let value = try await body(connection)
            await connection.close()
            return value
        }
    }

    private static func lend<Value>(
        like template: String?, _ body: (ConnectionSettings) async throws -> Value
    ) async throws -> Value {
        let cluster = TestCluster.shared
        let name = try await cluster.makeDatabase(like: template)
        do {
            let settings = try await cluster.settings().database(named: name)
            let value = try await body(settings)
            try await cluster.dropDatabase(name)
            return value
        } catch {
            // The first error is the one to tell; the cluster is thrown away anyway.
            try? await cluster.dropDatabase(name)
            throw error
        }
    }
}
