package import AgentLink
package import AgentStore
import Bytes
import Catalog
import Conflicts
package import HTTP
import JSON
import Sync

/// What waits for a decision, over the agent's socket: list, show, settle; and undo.
package struct ConflictRoutes: Sendable {
    private static let limitMax = 1_000

    private let store: AgentStore
    private let synchronizer: Synchronizer
    private let shown = ShownOffers()
    private let wall = WallClock()

    /// Answers from the book, and lets the synchronizer know what was written.
    package init(store: AgentStore, synchronizer: Synchronizer) {
        self.store = store
        self.synchronizer = synchronizer
    }

    /// Adds the routes to a router.
    package func add(to router: inout Router) {
        router.on(.get, "/conflicts", list)
        router.on(.post, "/conflicts", settleAll)
        router.on(.get, "/conflicts/{conflict}", show)
        router.on(.post, "/conflicts/{conflict}", settle)
        router.on(.post, "/undo", undo)
    }

    private func list(_ request: Request) async throws -> Response {
        let found = try await store.conflicts(limit: Self.limitMax, in: wall.zone)
        for open in found.conflicts { shown.note(open.conflict) }
        return .json([
            "conflicts": .array(found.conflicts.map(\.json)),
            "count": .integer(Int64(found.count)),
        ])
    }

    private func show(_ request: Request) async throws -> Response {
        let open = try await store.conflict(reference(request), in: wall.zone)
        shown.note(open.conflict)
        return .json(open.json)
    }

    private func settle(_ request: Request) async throws -> Response {
        let form = try await request.form()
        let settled = try await store.resolve(
            reference(request), try Decision(form), shown: { shown[$0] }, on: try wall.day,
            in: wall.zone, at: wall.milliseconds)
        await synchronizer.nudge()
        var answer = settled.was.json(choosing: settled.choice).object ?? [:]
        answer["changes"] = .array(settled.changes.map { .string($0.dot.name) })
        answer["undo"] = settled.revocable.first.map { .string($0.dot.name) }
        return .json(.object(answer))
    }

    /// Settles what `latest` can, or only says what it would.
    private func settleAll(_ request: Request) async throws -> Response {
        let form = try await request.form()
        guard form["policy"]?.string == "latest" else {
            throw Refusal(
                .unprocessable, "The policy is 'latest'.", kind: "validation",
                fields: ["policy": "Only latest is known."])
        }
        let standing = try await store.standing(in: wall.zone, limit: Self.limitMax)
        let isPreview = form["preview"] == .bool(true)
        if !isPreview {
            for (open, choice) in standing {
                guard let place = open.conflict.offers.firstIndex(of: choice) else { continue }
                _ = try await store.resolve(
                    open.conflict.id.text, .offer(place + 1, value: nil), on: try wall.day,
                    in: wall.zone, at: wall.milliseconds)
            }
            await synchronizer.nudge()
        }
        let left = try await store.conflicts(limit: Self.limitMax, in: wall.zone).count
        return .json([
            "preview": .bool(isPreview),
            "settled": .array(standing.map { $0.open.json(choosing: $0.choice) }),
            "left": .integer(Int64(left - (isPreview ? standing.count : 0))),
        ])
    }

    private func undo(_ request: Request) async throws -> Response {
        let form = try await request.form()
        let changes = try await store.undo(
            form["change"]?.string ?? "", on: try wall.day, at: wall.milliseconds)
        await synchronizer.nudge()
        return .json(["changes": .array(changes.map { .string($0.dot.name) })])
    }

    private func reference(_ request: Request) -> String { request.parameters["conflict"] ?? "" }
}

extension Decision {
    /// What a person decided, as a command says it.
    fileprivate init(_ form: [String: JSONValue]) throws {
        if let number = form["offer"]?.integer {
            self = .offer(Int(clamping: number), value: form["value"]?.string)
        } else if let field = form["field"]?.string, let text = form["value"]?.string {
            self = .set(field: field, text: text)
        } else if let take = form["take"]?.string {
            switch take {
            case "mine": self = .mine
            case "theirs": self = .theirs
            default: self = .kind(take)
            }
        } else {
            throw Refusal(
                .unprocessable, "Say what to do about it: an offer, a side or a value.",
                kind: "validation")
        }
    }
}

extension OpenConflict {
    /// The conflict with its story, as JSON.
    fileprivate var json: JSONValue {
        var object: [String: JSONValue] = [
            "id": .string(conflict.id.text), "rule": .string(conflict.rule.rawValue),
            "title": .string(story.title), "why": .string(story.why),
            "meanwhile": .string(story.meanwhile),
            "records": .array(conflict.records.map { .string($0.word) }),
            "sides": .array(
                story.sides.map { side in
                    [
                        "whose": .string(side.whose), "says": .string(side.says),
                        "by": .array(side.by.map { .string($0) }),
                    ]
                }),
            "offers": .array(
                zip(conflict.offers, story.offers).map { offer, words in
                    var told: [String: JSONValue] = [
                        "does": .string(offer.word), "words": .string(words),
                    ]
                    told["wants"] = offer.wants.map { .string($0) }
                    return .object(told)
                }),
        ]
        object["base"] = story.base.map { .string($0) }
        return .object(object)
    }

    /// The conflict as it was, with what was chosen.
    fileprivate func json(choosing choice: Choice) -> JSONValue {
        var object = json.object ?? [:]
        object["choice"] = .string(choice.word)
        if let place = conflict.offers.firstIndex(where: { $0.word == choice.word }) {
            object["chosen"] = .string(story.offers[place])
        }
        return .object(object)
    }
}
