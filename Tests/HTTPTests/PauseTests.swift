import HTTP
import HTTPServer
import Synchronization
import Testing

/// Handlers that have ended before they answer.
struct PauseTests {
    @Test func `a request that pauses is answered once somebody goes on`() async throws {
        let pauses = Pauses()
        try await withServer(
            routes: { $0.on(.post, "/later", pauses.handler) },
            { server in
                async let answer = server.send(Request(.post, "/later", body: .text("question")))
                try await eventually { pauses.count == 1 }
                #expect(pauses.goOn() == 1)
                #expect(pauses.goOn() == 0)
                let text = try await answer.text
                #expect(text == "asked question, went on without a body")
            })
    }

    @Test func `who goes on before the pause was arranged is heard`() async throws {
        try await withServer(
            routes: { router in
                router.on(.get, "/at-once") { _ in
                    throw Pause(until: { _ = $0() }) { _ in
                        throw Pause(until: { _ = $0() }) { _ in .text("twice") }
                    }
                }
            },
            { server in
                for _ in 0..<100 {
                    let text = try await server.get("/at-once").text
                    #expect(text == "twice")
                }
            })
    }

    @Test func `what wraps the routes wraps what follows a pause`() async throws {
        try await withServer(
            routes: { router in
                router.wrap { next in
                    { request in
                        do {
                            return try await next(request)
                        } catch is Trouble {
                            throw Refusal(.conflict, "It was wrapped.")
                        }
                    }
                }
                router.on(.get, "/wrapped") { _ in
                    throw Pause(until: { _ = $0() }) { _ in throw Trouble() }
                }
            },
            { server in
                let status = try await server.get("/wrapped").status
                #expect(status == .conflict)
            })
    }

    @Test func `pauses end when the server stops`() async throws {
        let pauses = Pauses()
        try await withServer(
            { $0.deadlines.drain = .seconds(300) },
            routes: { $0.on(.post, "/later", atDrain: .isCancelled, pauses.handler) },
            { server in
                try await withThrowingTaskGroup(of: Status.self) { group in
                    for _ in 0..<50 {
                        group.addTask { try await server.send(Request(.post, "/later")).status }
                    }
                    try await eventually { pauses.count == 50 }
                    await server.server.stop()
                    for try await status in group { #expect(status == .serviceUnavailable) }
                    #expect(pauses.goOn() == 0)
                }
            })
    }

    @Test func `a pause that outlasts the stop does not hold it up`() async throws {
        let pauses = Pauses()
        try await withServer(
            { $0.deadlines.drain = .milliseconds(50) },
            routes: { $0.on(.post, "/later", pauses.handler) },
            { server in
                async let status = server.send(Request(.post, "/later")).status
                try await eventually { pauses.count == 1 }
                await server.server.stop()
                let seen = try await status
                #expect(seen == .serviceUnavailable)
            })
    }

    @Test func `a router without a socket waits as long`() async throws {
        let pauses = Pauses()
        var router = Router()
        router.on(.post, "/later", pauses.handler)
        let asked = router
        async let answer = asked.answer(Request(.post, "/later", body: .text("question")))
        try await eventually { pauses.count == 1 }
        pauses.goOn()
        let text = try await answer.text
        #expect(text == "asked question, went on without a body")
    }
}

private struct Trouble: Error {}

/// Pauses that go on when a test says so.
private final class Pauses: Sendable {
    private let waiting = Mutex<[Pause.GoOn]>([])

    var count: Int { waiting.withLock(\.count) }

    /// Lets all of them go on, and says how many did; they may be told again.
    @discardableResult
    func goOn() -> Int {
        waiting.withLock { $0 }.count { $0() }
    }

    var handler: Handler {
        { request in
            let question = String(decoding: try await request.body.collected(), as: UTF8.self)
            throw Pause { goOn in
                self.waiting.withLock { $0.append(goOn) }
            } then: { request in
                let rest = try await request.body.collected()
                return .text("asked \(question), went on with\(rest.isEmpty ? "out a" : " a") body")
            }
        }
    }
}
