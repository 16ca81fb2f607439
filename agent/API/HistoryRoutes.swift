package import AgentStore
import Bytes
import Catalog
import Causality
package import HTTP
import JSON
import Sync

/// What happened to a record, over the agent's socket.
package struct HistoryRoutes: Sendable {
    private static let limitMax = 1_000

    private let store: AgentStore
    private let wall = WallClock()

    /// Answers from the book.
    package init(store: AgentStore) { self.store = store }

    /// Adds the routes to a router.
    package func add(to router: inout Router) {
        router.on(.get, "/history/{collection}/{record}", show)
    }

    private func show(_ request: Request) async throws -> Response {
        let name = request.parameters["collection"] ?? ""
        // Nobody has to know whether an invoice is a draft still.
        let isInvoice = name == "invoice" || name == "document"
        let found =
            isInvoice ? Catalog.document : Catalog.collections.first { $0.name == name }
        guard let collection = found else {
            throw Refusal(.notFound, "There is no collection \(name).", kind: "not_found")
        }
        let history = try await store.history(
            of: request.parameters["record"] ?? "", in: collection, zone: wall.zone,
            limit: Self.limitMax)
        return .json([
            "history": .array(history.happenings.map(\.json)), "whole": .bool(history.isWhole),
        ])
    }
}

extension AgentStore.Happening {
    fileprivate var json: JSONValue {
        var object: [String: JSONValue] = [
            "change": .string(change.dot.name), "by": .string(by),
            "device": .string(change.device.text),
            "at": .integer(Int64(clamping: change.claimed.milliseconds)),
            "writes": .array(
                writes.map { ["field": .string($0.field), "value": .string($0.says)] }),
        ]
        if !settles.isEmpty { object["settles"] = .array(settles.map { .string($0) }) }
        object["position"] = position.map { .integer(Int64(clamping: $0)) }
        return .object(object)
    }
}
