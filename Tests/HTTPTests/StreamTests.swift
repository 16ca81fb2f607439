import HTTP
import HTTPClient
import HTTPServer
import Synchronization
import Testing

/// Bodies that are produced while they are sent, and read while they arrive.
struct StreamTests {
    @Test func `a stream arrives whole and in order`() async throws {
        try await withServer(
            routes: { router in
                router.on(.get, "/s") { _ in
                    Response(
                        body: .stream { write in
                            for number in 0..<500 {
                                try await write(Array(repeating: UInt8(number % 251), count: 1_000))
                            }
                        })
                }
            },
            { server in
                let response = try await server.get("/s")
                #expect(response.headers["Transfer-Encoding"] == "chunked")
                let expected = (0..<500).flatMap {
                    Array(repeating: UInt8($0 % 251), count: 1_000)
                }
                let bytes = try await response.body.collected()
                #expect(bytes == expected)
                try await eventually { server.notes.seen.accesses.count == 1 }
                #expect(server.notes.seen.accesses.first?.bodyByteCount == 500_000)
            })
    }

    @Test func `chunks arrive while the stream goes on`() async throws {
        let gate = Gate(opensAt: 2)
        try await withServer(
            routes: { router in
                router.on(.get, "/s") { _ in
                    Response(
                        body: .stream { write in
                            try await write(Array("first".utf8))
                            await gate.arrive()
                            try await write(Array("second".utf8))
                        })
                }
            },
            { server in
                let response = try await server.client.open(
                    Request(.get, "/s"), to: server.origin)
                let seen = Mutex<[String]>([])
                try await response.body.read { chunk in
                    seen.withLock { $0.append(String(decoding: chunk, as: UTF8.self)) }
                    gate.open()
                }
                #expect(seen.withLock { $0 } == ["first", "second"])
            })
    }

    @Test func `a reader that stops holds the producer back`() async throws {
        let written = Mutex(0)
        let gate = Gate(opensAt: 2)
        let total = 64 * 1024 * 1024
        try await withServer(
            routes: { router in
                router.on(.get, "/s") { _ in
                    Response(
                        body: .stream { write in
                            for _ in 0..<(total / 65_536) {
                                try await write([UInt8](repeating: 7, count: 65_536))
                                written.withLock { $0 += 65_536 }
                            }
                        })
                }
                router.on(.get, "/a") { _ in .text("a") }
            },
            { server in
                let response = try await server.client.open(
                    Request(.get, "/s"), to: server.origin)
                // Other requests go on; the producer fills what buffers there are and waits.
                for _ in 0..<200 { _ = try await server.get("/a") }
                #expect(written.withLock { $0 } < total / 2)
                let read = Mutex(0)
                try await response.body.read { chunk in read.withLock { $0 += chunk.count } }
                #expect(read.withLock { $0 } == total)
                gate.open()
            })
    }

    @Test func `a producer is cancelled when its reader has left`() async throws {
        let isOver = Mutex(false)
        try await withServer(
            routes: { router in
                router.on(.get, "/s") { _ in
                    Response(
                        body: .stream { write in
                            defer { isOver.withLock { $0 = true } }
                            while true { try await write([UInt8](repeating: 7, count: 65_536)) }
                        })
                }
            },
            { server in
                do {
                    let raw = try RawConnection(port: server.port)
                    raw.send("GET /s HTTP/1.1\r\nHost: a\r\n\r\n")
                    _ = await raw.read(until: "200 OK")
                }
                try await eventually { isOver.withLock { $0 } }
                try await eventually { server.notes.seen.accesses.count == 1 }
                #expect(server.notes.seen.accesses.first?.isComplete == false)
                #expect(server.notes.seen.errors.isEmpty)
            })
    }

    @Test func `a producer that fails does not look like a regular end`() async throws {
        struct Broken: Error {}
        try await withServer(
            routes: { router in
                router.on(.get, "/s") { _ in
                    Response(
                        body: .stream { write in
                            try await write([1, 2, 3])
                            throw Broken()
                        })
                }
            },
            { server in
                await #expect(throws: HTTPClientError.self) { try await server.get("/s") }
                #expect(server.notes.seen.errors.map(\.name) == ["Broken()"])
            })
    }

    @Test func `an answer that is let go unread ends its transfer`() async throws {
        let isOver = Mutex(false)
        try await withServer(
            routes: { router in
                router.on(.get, "/s") { _ in
                    Response(
                        body: .stream { write in
                            defer { isOver.withLock { $0 = true } }
                            while true { try await write([UInt8](repeating: 7, count: 65_536)) }
                        })
                }
            },
            { server in
                let status = try await server.client.open(
                    Request(.get, "/s"), to: server.origin
                ).status
                #expect(status == .ok)
                try await eventually { isOver.withLock { $0 } }
            })
    }

    @Test func `HEAD of a stream starts no producer`() async throws {
        let hasStarted = Mutex(false)
        try await withServer(
            routes: { router in
                router.on(.get, "/s") { _ in
                    Response(body: .stream { _ in hasStarted.withLock { $0 = true } })
                }
            },
            { server in
                let response = try await server.send(Request(.head, "/s"))
                #expect(response.status == .ok)
                try await eventually { server.notes.seen.accesses.count == 1 }
                #expect(!hasStarted.withLock { $0 })
            })
    }
}
