import HTTP
import HTTPClient
import HTTPServer
import Synchronization
import Testing

struct DrainTests {
    @Test func `what is in flight finishes while the server stops`() async throws {
        let gate = Gate(opensAt: 2)
        try await withServer(
            routes: { router in
                router.on(.get, "/slow") { _ in
                    await gate.arrive()
                    return .text("done")
                }
            },
            { server in
                async let answer = server.get("/slow")
                try await eventually { gate.waitingCount == 1 }
                async let stopped: Void = server.server.stop()
                // The port is free again at once, which shows that the stop has begun.
                try await eventually { (try? RawConnection(port: server.port)) == nil }
                gate.open()
                let text = try await answer.text
                #expect(text == "done")
                await stopped
            })
    }

    @Test func `fifty long polls end at once when the server stops`() async throws {
        let polls = Gate(opensAt: 1_000_000)
        try await withServer(
            { $0.deadlines.drain = .seconds(300) },
            routes: { router in
                router.on(.get, "/poll", atDrain: .isCancelled) { _ in
                    let never = AsyncStream<Void>.makeStream()
                    polls.note()
                    for await _ in never.stream {}
                    throw CancellationError()
                }
            },
            { server in
                try await withThrowingTaskGroup(of: Status.self) { group in
                    for _ in 0..<50 { group.addTask { try await server.get("/poll").status } }
                    try await eventually { polls.noteCount == 50 }
                    await server.server.stop()
                    for try await status in group { #expect(status == .serviceUnavailable) }
                }
            })
    }

    @Test func `a handler that ignores everything does not hold up the stop`() async throws {
        let gate = Gate(opensAt: 2)
        try await withServer(
            { $0.deadlines.drain = .milliseconds(50) },
            routes: { router in
                router.on(.get, "/deaf") { _ in
                    await gate.arrive()
                    return .text("too late")
                }
            },
            { server in
                async let status = server.get("/deaf").status
                try await eventually { gate.waitingCount == 1 }
                await server.server.stop()
                let seen = try await status
                #expect(seen == .serviceUnavailable)
                gate.open()
            })
    }

    @Test func `a stream is broken off when the stop's deadline has passed`() async throws {
        try await withServer(
            { $0.deadlines.drain = .milliseconds(50) },
            routes: { router in
                router.on(.get, "/endless") { _ in
                    Response(
                        body: .stream { write in
                            while true {
                                try await write([1, 2, 3])
                                await Task.yield()
                            }
                        })
                }
            },
            { server in
                let response = try await server.client.open(
                    Request(.get, "/endless"), to: server.origin)
                let stopping = Mutex(false)
                await #expect(throws: HTTPClientError.self) {
                    try await response.body.read { _ in
                        let isFirst = stopping.withLock { state in
                            defer { state = true }
                            return !state
                        }
                        if isFirst { Task { await server.server.stop() } }
                    }
                }
                await server.server.stop()
            })
    }

    @Test func `a kept connection does not hold up the stop`() async throws {
        try await withServer(routes: { $0.on(.get, "/a") { _ in .text("a") } }) { server in
            _ = try await server.get("/a")
            await server.server.stop()
            await #expect(throws: HTTPClientError.cannotConnect(to: "\(server.origin)")) {
                try await server.get("/a")
            }
            #expect(server.notes.seen.connectionCount == 0)
        }
    }

    @Test func `a server that runs stops when its task is cancelled`() async throws {
        let connections = Notes()
        try await withDirectory { directory in
            let listen = HTTPServer.Listen.unix(
                path: directory + "/s", allowedUsers: [RunningServer.user])
            var configuration = HTTPServer.Configuration(listen: listen)
            configuration.hooks.connected = { connections.add(connection: $0) }
            var router = Router()
            router.on(.get, "/a") { _ in .text("a") }
            let server = HTTPServer(configuration, router: router)
            let running = Task { try await server.run() }
            let client = HTTPClient()
            let origin = Origin.unix(path: directory + "/s")
            try await eventually {
                (try? await client.send(Request(.get, "/a"), to: origin))?.status == .ok
            }
            running.cancel()
            try await running.value
            #expect(connections.seen.connectionCount == 0)
        }
    }

    @Test func `a server lives once`() async throws {
        try await withServer(routes: { _ in }) { server in
            #expect(throws: HTTPServerError.startedTwice) { try server.server.start() }
            await server.server.stop()
            await server.server.stop()
            #expect(throws: HTTPServerError.startedTwice) { try server.server.start() }
        }
    }

    @Test func `a client that leaves in the middle of a handler harms nobody`() async throws {
        let gate = Gate(opensAt: 2)
        try await withServer(
            routes: { router in
                router.on(.get, "/slow") { _ in
                    await gate.arrive()
                    return .text(String(repeating: "a", count: 100_000))
                }
                router.on(.get, "/a") { _ in .text("a") }
            },
            { server in
                do {
                    let raw = try RawConnection(port: server.port)
                    raw.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
                    try await eventually { gate.waitingCount == 1 }
                }
                gate.open()
                try await eventually { server.notes.seen.accesses.count == 1 }
                let text = try await server.get("/a").text
                #expect(text == "a")
            })
    }
}
