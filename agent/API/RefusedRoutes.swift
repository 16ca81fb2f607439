import AgentLink
import AgentStore
import Bytes
import Catalog
import Causality
import HTTP
import JSON
import Sync

/// What the server refused, over the agent's socket: list, show, send again, give up.
struct RefusedRoutes: Sendable {
    let store: AgentStore
    let synchronizer: Synchronizer
    private let wall = WallClock()

    init(store: AgentStore, synchronizer: Synchronizer) {
        self.store = store
        self.synchronizer = synchronizer
    }

    func add(to router: inout Router) {
        let path = "/sync/refused"
        router.on(.get, path, list)
        router.on(.get, path + "/{replica}/{counter}", show)
        router.on(.post, path + "/{replica}/{counter}", resend)
        router.on(.delete, path + "/{replica}/{counter}", discard)
    }

    private func list(_ request: Request) async throws -> Response {
        .json(["refused": .array(try await store.refused().map(\.json))])
    }

    private func show(_ request: Request) async throws -> Response {
        .json(try await store.refused(name(request)).json)
    }

    private func resend(_ request: Request) async throws -> Response {
        let form = try await request.form()
        let change = try await store.resend(
            name(request), changing: form, at: wall.milliseconds)
        await synchronizer.nudge()
        return .json(["change": .string(change.dot.name)])
    }

    private func discard(_ request: Request) async throws -> Response {
        try await store.discard(name(request), at: wall.milliseconds)
        return .json(["change": .string(name(request)), "state": "discarded"])
    }

    private func name(_ request: Request) -> String {
        (request.parameters["replica"] ?? "") + "/" + (request.parameters["counter"] ?? "")
    }
}

extension OwnChange {
    /// The change, what it wrote, and why it was refused.
    fileprivate var json: JSONValue {
        var object: [String: JSONValue] = [
            "change": .string(dot.name),
            "at": .integer(Int64(clamping: change.claimed.milliseconds)),
            "records": .array(change.records.map { .string($0.word) }),
            "writes": .array(change.writes.compactMap(\.told)),
            "payload": .string(Hexadecimal.text(change.payload)),
        ]
        if case .refused(let objection)? = judgement?.ruling {
            object["code"] = .string("\(objection.code)")
            object["rule"] = .string(objection.rule)
            object["hint"] = .string(objection.hint)
            object["field"] = objection.field.flatMap { field in
                Catalog.collection(field.record.collection)?.field(field.register)?.name
            }.map { .string($0) }
        }
        return .object(object)
    }
}

extension Write {
    /// The field and the value, in a person's words.
    fileprivate var told: JSONValue? {
        guard let collection = Catalog.collection(address.record.collection),
            let field = collection.field(address.register)
        else { return nil }
        return [
            "record": .string(address.record.word), "field": .string(field.words),
            "value": .string(value.map { field.type.words(of: $0) } ?? "taken out"),
        ]
    }
}
