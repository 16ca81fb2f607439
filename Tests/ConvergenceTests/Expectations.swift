import AgentStore
import Bytes
import Catalog
import Sync
import Testing

private let columns = Catalog.client.columns

extension TeamLaptop {
    /// What is shown is what the records say.
    func expectTrueProjection(_ location: SourceLocation = #_sourceLocation) throws {
        #expect(
            try projection(columns) == derived(from: try states()), sourceLocation: location)
    }
}

extension Team {
    /// What the office shows is what its records say.
    func expectTrueProjection(_ location: SourceLocation = #_sourceLocation) async throws {
        let states = try await office.states(of: book)
        #expect(
            try await office.projection(of: book, columns) == derived(from: states),
            sourceLocation: location)
    }

    /// Everybody holds the same, down to the stamps, and shows the same.
    func expectOneTruth(_ location: SourceLocation = #_sourceLocation) async throws {
        let states = try await office.states(of: book)
        let projection = try await office.projection(of: book, columns)
        for laptop in laptops {
            #expect(try laptop.states() == states, sourceLocation: location)
            #expect(try laptop.projection(columns) == projection, sourceLocation: location)
            #expect(try await laptop.store.unsentCount() == 0, sourceLocation: location)
        }
        try await expectTrueProjection(location)
    }
}

/// The projection, worked out from the states alone.
private func derived(from states: [RecordKey: [UInt8]]) throws -> [RecordID: [String?]] {
    var rows: [RecordID: [String?]] = [:]
    for (key, state) in states where key.collection == Catalog.client.number {
        let record = try Record(key: key, encoded: state)
        let flags = [record.isAlive, !Catalog.client.conflicts(in: record).isEmpty]
        rows[key.id] = flags.map { "\($0)" } + Catalog.client.cells(of: record)
    }
    return rows
}
