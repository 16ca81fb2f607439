package import AgentLink
package import AgentStore
package import Catalog
package import HTTP
import JSON
import Machine
import Sync

/// The records of one collection over the agent's socket: list, show, add, edit, delete.
package struct RecordRoutes: Sendable {
    private static let limitMax = 10_000

    /// What is written record by record. What becomes documents is not: the routes of invoices know
    /// what is issued.
    package static let collections = Catalog.collections.filter { collection in
        collection.kind == .editable && collection.owner?.collection != .draft
    }

    private let collection: RecordCollection
    private let store: AgentStore
    private let synchronizer: Synchronizer
    private let clock = SystemClock()

    /// Answers from the book, and lets the synchronizer know what was written.
    package init(
        _ collection: RecordCollection, store: AgentStore, synchronizer: Synchronizer
    ) {
        self.collection = collection
        self.store = store
        self.synchronizer = synchronizer
    }

    /// Adds the routes to a router.
    package func add(to router: inout Router) {
        let path = "/\(collection.table)"
        router.on(.get, path, list)
        router.on(.post, path, add)
        router.on(.get, path + "/{record}", show)
        router.on(.patch, path + "/{record}", edit)
        router.on(.delete, path + "/{record}", delete)
    }

    private func list(_ request: Request) async throws -> Response {
        let records = try await store.list(
            collection, matching: request.query["q"] ?? "", limit: try Self.limit(request))
        return .json(.object([collection.table: .array(records.map { collection.json(of: $0) })]))
    }

    /// How many records a request wants at most.
    static func limit(_ request: Request) throws(Refusal) -> Int {
        guard let text = request.query["limit"] else { return limitMax }
        guard let limit = Int(text), (1...limitMax).contains(limit) else {
            let expectation = "A number from 1 to \(limitMax) is expected."
            throw Refusal(
                .unprocessable, "The limit was not accepted.", kind: "validation",
                fields: ["limit": expectation])
        }
        return limit
    }

    private func show(_ request: Request) async throws -> Response {
        let record = try await store.show(reference(request), in: collection)
        return .json(
            try await store.withOwnChanges(
                collection.json(of: record).versioned(record)))
    }

    private func add(_ request: Request) async throws -> Response {
        let form = try await request.form()
        let record = try await store.add(form, to: collection, at: now)
        await synchronizer.nudge()
        return answer(record, .created)
    }

    private func edit(_ request: Request) async throws -> Response {
        let form = try await request.form()
        let record = try await store.edit(
            reference(request), in: collection, by: form, seen: request.seen, at: now)
        await synchronizer.nudge()
        return answer(record)
    }

    private func delete(_ request: Request) async throws -> Response {
        let record = try await store.delete(
            reference(request), in: collection, seen: request.seen, at: now)
        await synchronizer.nudge()
        return .json(collection.json(of: record))
    }

    private var now: UInt64 { UInt64(clamping: clock.unixMilliseconds()) }

    private func reference(_ request: Request) -> String { request.parameters["record"] ?? "" }

    private func answer(_ record: Record, _ status: Status = .ok) -> Response {
        .json(collection.json(of: record).versioned(record), status: status)
    }
}
