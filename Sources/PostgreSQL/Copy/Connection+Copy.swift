internal import CPostgreSQL

extension Connection {
    /// Streams rows into a table in binary form and says how many arrived; all of them or none.
    ///
    /// The types of the appended values must be those of the columns: COPY converts nothing.
    @discardableResult
    package func copy<Rows: Sequence>(
        _ rows: Rows, into table: String, columns: [String],
        _ write: (Rows.Element, inout CopyRow) throws -> Void
    ) throws -> Int {
        let names = columns.map(quoted).joined(separator: ", ")
        let statement = "copy \(quoted(table)) (\(names)) from stdin (format binary)"
        try begin(statement, expecting: PGRES_COPY_IN)
        do {
            try send(rows, columns: columns.count, write)
        } catch {
            // The first error is the one to tell; this only leaves the copying state.
            _ = try? endCopy(reason: "the program gave up")
            throw error
        }
        return try endCopy(reason: nil)
    }

    /// Hands on what a COPY … TO STDOUT statement yields, piece by piece, in its format.
    ///
    /// The sink may wait; the server waits with it. When it throws, the statement is cancelled.
    @discardableResult
    package func copyOut(
        _ statement: String, to sink: @Sendable ([UInt8]) async throws -> Void
    ) async throws -> Int {
        try begin(statement, expecting: PGRES_COPY_OUT)
        do {
            while let piece = try nextPiece() { try await sink(piece) }
        } catch {
            cancelStatement()
            // The first error is the one to tell; this only drains what is under way.
            while (try? nextPiece()) != nil {}
            _ = try? finishCopy()
            throw error
        }
        return try finishCopy()
    }

    private func begin(
        _ statement: String, expecting expected: ExecStatusType
    ) throws(PostgreSQLError) {
        let answer = try openSession().run(statement)
        guard PQresultStatus(answer.result) == expected else {
            throw .misused("a statement that is no such COPY")
        }
    }

    private func send<Rows: Sequence>(
        _ rows: Rows, columns: Int, _ write: (Rows.Element, inout CopyRow) throws -> Void
    ) throws {
        var buffer = CopyRow()
        for row in rows {
            buffer.begin(columns: columns)
            try write(row, &buffer)
            guard buffer.isComplete else {
                throw PostgreSQLError.misused("a copied row with another number of columns")
            }
            if buffer.bytes.count >= 65_536 { try put(&buffer) }
        }
        buffer.finish()
        try put(&buffer)
    }

    private func put(_ buffer: inout CopyRow) throws(PostgreSQLError) {
        let handle = try openSession().handle
        let sent = buffer.bytes.withUnsafeBytes { bytes in
            let start = bytes.bindMemory(to: CChar.self).baseAddress
            return PQputCopyData(handle, start, Int32(bytes.count))
        }
        guard sent == 1 else { throw .connectionLost }
        buffer.clear()
    }

    private func endCopy(reason: String?) throws(PostgreSQLError) -> Int {
        guard PQputCopyEnd(try openSession().handle, reason) == 1 else { throw .connectionLost }
        return try finishCopy()
    }

    /// Reads the answer to a COPY, and on to the end so that the connection is free again.
    private func finishCopy() throws(PostgreSQLError) -> Int {
        let session = try openSession()
        defer {
            while let rest = PQgetResult(session.handle) { PQclear(rest) }
        }
        return try session.checked(PQgetResult(session.handle)).affected
    }

    private func nextPiece() throws(PostgreSQLError) -> [UInt8]? {
        var piece: UnsafeMutablePointer<CChar>?
        let length = PQgetCopyData(try openSession().handle, &piece, 0)
        guard length > 0, let piece else { return nil }
        defer { PQfreemem(piece) }
        return Array(UnsafeRawBufferPointer(start: piece, count: Int(length)))
    }
}
