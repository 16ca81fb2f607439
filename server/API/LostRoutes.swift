import Bytes
package import HTTP
import Identity
package import JSON
import PostgreSQL
package import ServerStore
import Sync

/// `/books/{id}/lost`: what nobody could give back after the server was restored, for whoever
/// manages the book.
package struct LostRoutes: Sendable {
    private let gate: Gate
    private let store: ServerStore

    /// Answers from the books.
    package init(gate: Gate, store: ServerStore) {
        self.gate = gate
        self.store = store
    }

    /// Adds the route to a router.
    package func add(to router: inout Router) {
        router.on(.get, "/books/{id}/lost", list)
    }

    private func list(_ request: Request) async throws -> Response {
        let (_, seat) = try await gate.admit(request, toBookAt: "id", for: .manage)
        return .json(try await store.lost(of: seat.book).json)
    }
}

extension LostParts {
    /// What is lost, as the API and the commands tell of it.
    package var json: JSONValue {
        [
            "entries": .array(entries.map(\.json)),
            "changes": .array(changes.map(\.json)),
        ]
    }
}

extension LostEntries {
    fileprivate var json: JSONValue {
        let since = Timestamp(microseconds: Int64(clamping: recoveringSince) &* 1_000)
        return [
            "from": .integer(Int64(clamping: positions.lowerBound)),
            "through": .integer(Int64(clamping: positions.upperBound)),
            "recovering_since": .string(since.rfc3339),
        ]
    }
}

extension LostParts.MissingChanges {
    fileprivate var json: JSONValue {
        [
            "device": device.map { .string($0.text) } ?? .null,
            "device_name": deviceName.map { .string($0) } ?? .null,
            "replica": .string(replica.text),
            "from": .integer(Int64(clamping: counters.lowerBound)),
            "through": .integer(Int64(clamping: counters.upperBound)),
        ]
    }
}
