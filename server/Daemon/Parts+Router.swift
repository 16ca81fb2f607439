import Breaker
import Bytes
import CommandLine
import Files
import HTTP
import Identity
import JSON
import Logging
import Machine
import Mailing
import ServerAPI
import ServerJobs
import ServerLink
import ServerStore
import Sync

extension Parts {
    /// Every route, inside the guard that speaks for the database.
    var router: Router {
        var router = Router()
        router.wrap(in: settings.crossOrigin.middleware)
        router.wrap(in: identity.apology)
        router.wrap(in: DatabaseGuard(readiness: readiness).middleware)
        router.wrap(in: IdentityGuard.middleware)
        router.wrap(
            in: IdempotencyGuard(gate: identity.gate, answers: answers) { [log] error in
                log.warning("an answer is not kept", .text("why", "\(error)"))
            }.middleware)
        OperationRoutes(readiness: readiness) {
            await metrics.text(pool: pool, watchers: watchers, glances: glances)
        } remarks: {
            await remarks()
        }.add(to: &router)
        if roles.contains(.sync) {
            let clock = SystemClock().unixMicroseconds
            EnrolmentRoutes(devices: identity.devices, unixMicroseconds: clock).add(to: &router)
            SessionRoutes(
                office: office, store: ServerStore(pool: pool), devices: identity.devices,
                watchers: watchers, unixMicroseconds: clock
            ) { [log, metrics] alarm, laptop in
                metrics.count(alarm)
                log.error(
                    "a laptop raised an alarm", .text("alarm", alarm.kind.rawValue),
                    .text("book", laptop.book.text), .text("device", laptop.device.text))
            }.add(to: &router)
        }
        guard roles.contains(.api) else { return router }
        identity.add(to: &router)
        LostRoutes(gate: identity.gate, store: ServerStore(pool: pool)).add(to: &router)
        if let webhookSecret {
            BounceRoutes(gate: identity.gate, reader: bounces, secret: webhookSecret)
                .add(to: &router)
        }
        BookFileRoutes(
            gate: identity.gate, store: files, files: BookFiles(pool: pool, bytesMax: filesPerBook)
        ).add(to: &router)
        if let directory = files as? DirectoryStore {
            FileRoutes(store: directory) {
                SystemClock().unixMicroseconds() / 1_000_000
            }.add(to: &router)
        }
        OpenAPIRoutes(router.routes, version: Release.version).add(to: &router)
        return router
    }

    /// What `/readyz` says beside that the server is ready. A queue that lags behind is for whoever
    /// operates it to see, and no reason to ask this server nothing more.
    private func remarks() async -> [String: JSONValue] {
        let breakers = metrics.breakers.breakers.map {
            ($0.name, JSONValue.string($0.state.rawValue))
        }
        var remarks: [String: JSONValue] = [
            "breakers": .object(Dictionary(breakers) { first, _ in first }),
            "mail": .string(mail.way),
        ]
        if let counts = try? await glances.jobs.counts() {
            remarks["queue_lag_seconds"] = .measurement(counts.lagSeconds)
        }
        if let count = try? await glances.recovering.value() {
            remarks["books_standing_still"] = .integer(Int64(count))
        }
        if let hasWalls = try? await glances.walls.value() {
            remarks["book_walls"] = hasWalls ? "up" : "missing"
        }
        if let counts = try? await glances.mails.value() {
            let oldest = counts.filter { $0.state == .queued }.map(\.oldestSeconds).max() ?? 0
            remarks["mail_lag_seconds"] = .measurement(oldest)
            let held = counts.first { $0.state == .uncertain }?.count ?? 0
            remarks["mails_uncertain"] = .integer(Int64(held))
        }
        return remarks
    }
}
