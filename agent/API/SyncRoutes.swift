package import AgentLink
package import AgentStore
import Bytes
import Catalog
import Causality
package import HTTP
import JSON
import Machine
import Sync

/// The team over the agent's socket: join it, exchange now, see how the two stand.
package struct SyncRoutes: Sendable {
    private let store: AgentStore
    private let synchronizer: Synchronizer
    private let joined: @Sendable () async -> Void

    /// Answers for one book, and tells when it has joined a team's.
    package init(
        store: AgentStore, synchronizer: Synchronizer,
        joined: @escaping @Sendable () async -> Void = {}
    ) {
        self.store = store
        self.synchronizer = synchronizer
        self.joined = joined
    }

    /// Adds the routes to a router.
    package func add(to router: inout Router) {
        router.on(.get, "/sync", status)
        router.on(.post, "/sync", synchronize)
        router.on(.get, "/sync/log", log)
        router.on(.post, "/sync/doctor", examine)
        router.on(.post, "/sync/pause", pause)
        router.on(.post, "/sync/resume", resume)
        router.on(.post, "/enrolment", enrol)
        RefusedRoutes(store: store, synchronizer: synchronizer).add(to: &router)
        LoginRoutes(synchronizer: synchronizer, joined: joined).add(to: &router)
    }

    private func status(_ request: Request) async throws -> Response {
        .json(try await describe())
    }

    private func synchronize(_ request: Request) async throws -> Response {
        let exchanged = try await synchronizer.synchronize()
        return .json([
            "sent": .integer(Int64(exchanged.sent)),
            "received": .integer(Int64(exchanged.received)),
            "refused": .integer(Int64(try await store.standing().refused)),
        ])
    }

    private func examine(_ request: Request) async throws -> Response {
        let findings = try await synchronizer.examine()
        return .json([
            "sound": .bool(findings.wasSound), "mended": .integer(Int64(findings.mended)),
            "equal": .bool(findings.isEqual),
        ])
    }

    private func pause(_ request: Request) async throws -> Response {
        try await synchronizer.pause()
        return .json(try await describe())
    }

    private func resume(_ request: Request) async throws -> Response {
        try await synchronizer.resume()
        return .json(try await describe())
    }

    private func log(_ request: Request) async throws -> Response {
        let limit = min(request.query["limit"].flatMap { Int($0) } ?? 50, 1_000)
        let zone = WallClock().zone
        let entries = try await store.log(limit: max(limit, 1), zone: zone)
        let lost = try await store.lost(zone: zone)
        let gone = await synchronizer.lostEntries()
        return .json([
            "lost": .array(lost.map(\.json)),
            "lostEntries": .array(
                gone.map { run in
                    [
                        "from": .integer(Int64(clamping: run.lowerBound)),
                        "through": .integer(Int64(clamping: run.upperBound)),
                    ]
                }),
            "log": .array(
                entries.map { entry in
                    [
                        "position": .integer(Int64(clamping: entry.position)),
                        "change": .string(entry.change.dot.name),
                        "device": .string(entry.change.device.text),
                        "received": .integer(Int64(clamping: entry.accepted.milliseconds)),
                        "by": .string(entry.by),
                        "records": .array(entry.change.records.map { .string($0.word) }),
                        "about": .array(entry.about.map { .string($0) }),
                    ]
                }),
        ])
    }

    private func enrol(_ request: Request) async throws -> Response {
        let form = try await request.form()
        let wanted = ["server", "code", "name"]
        let missing = wanted.filter { (form[$0]?.string ?? "").isEmpty }
        guard missing.isEmpty, let server = form["server"]?.string,
            let code = form["code"]?.string, let name = form["name"]?.string
        else {
            throw Refusal(
                .unprocessable, "A server, a code and a name are needed.", kind: "validation",
                fields: Dictionary(missing.map { ($0, "A text is needed.") }) { first, _ in first })
        }
        try await synchronizer.enrol(at: try ServerAddress(server), code: code, name: name)
        await joined()
        return .json(try await describe())
    }

    private func describe() async throws -> JSONValue {
        let status = await synchronizer.status
        let (enrolment, standing) = (try await store.enrolment(), try await store.standing())
        var object: [String: JSONValue] = [
            "state": .string(status.state.name), "device": .string(store.device.text),
            "unsent": .integer(Int64(standing.unsent)),
            "refused": .integer(Int64(standing.refused)),
            "conflicts": .integer(Int64(standing.conflicts)),
            "approvals": .integer(Int64(standing.approvals)),
            "quarantined": .integer(Int64(standing.quarantined)),
            "lost": .integer(Int64(standing.lost)),
            "position": .integer(Int64(clamping: standing.cursor)),
            "now": .integer(Int64(clamping: WallClock().milliseconds)),
        ]
        object["why"] = status.state.reason.map { .string($0) }
        object["server"] = enrolment.map { .string($0.server) }
        object["book"] = enrolment.map { .string($0.book.text) }
        object["lastContact"] = status.lastContact.map { .integer($0) }
        object["deviceName"] = try await store.deviceName().map { .string($0) }
        return .object(object)
    }
}

extension AgentStore.LostChanges {
    fileprivate var json: JSONValue {
        [
            "replica": .string(replica.text),
            "from": .integer(Int64(clamping: counters.lowerBound)),
            "through": .integer(Int64(clamping: counters.upperBound)),
            "followed_by": followedBy.map { .string($0) } ?? .null,
        ]
    }
}

extension SyncStatus.State {
    /// The state in a word.
    var name: String {
        switch self {
        case .alone: "alone"
        case .starting: "starting"
        case .upToDate: "up to date"
        case .offline: "offline"
        case .halted: "halted"
        }
    }

    /// Why it is so, where there is something to say.
    var reason: String? {
        switch self {
        case .alone, .starting, .upToDate: nil
        case .offline(let reason), .halted(let reason): reason
        }
    }
}
