import Dispatch
import HTTP
import HTTPClient
import HTTPServer
import Synchronization
import Testing

/// Bodies that a handler reads while they arrive.
struct RequestStreamTests {
    private static let head = "POST /s HTTP/1.1\r\nHost: a\r\n"

    private func withReader<Result>(
        _ adjust: (inout HTTPServer.Configuration) -> Void = { _ in },
        handler: @escaping Handler,
        _ body: (RunningServer) async throws -> Result
    ) async throws -> Result {
        try await withServer(
            adjust,
            routes: { router in
                router.on(.post, "/s", bodyBytesMax: 128 << 20, reading: .streamed, handler)
                router.on(.get, "/a") { _ in .text("fine") }
            }, body)
    }

    private static let count: Handler = { request in
        let total = Mutex(0)
        try await request.body.read { chunk in total.withLock { $0 += chunk.count } }
        return .text("\(total.withLock { $0 }) bytes")
    }

    @Test func `a handler reads what is here before the rest is sent`() async throws {
        let firstPart = Gate(opensAt: 2)
        let handler: Handler = { request in
            let text = Mutex("")
            try await request.body.read { chunk in
                text.withLock { $0 += String(decoding: chunk, as: UTF8.self) }
                firstPart.open()
            }
            return .text(text.withLock { $0 })
        }
        try await withReader(handler: handler) { server in
            let raw = try RawConnection(port: server.port)
            raw.send(Self.head + "Content-Length: 10\r\n\r\nfirst")
            await firstPart.arrive()
            raw.send("later")
            #expect(await raw.read(until: "firstlater").hasSuffix("firstlater"))
        }
    }

    @Test func `chunks and lengths arrive whole`() async throws {
        try await withReader(handler: Self.count) { server in
            let body = [UInt8](repeating: 7, count: 3_000_000)
            let sent = try await server.send(Request(.post, "/s", body: .bytes(body)))
            #expect(try await sent.text == "3000000 bytes")
            let raw = try RawConnection(port: server.port)
            let chunk = "2710\r\n\(String(repeating: "a", count: 10_000))\r\n"
            raw.send(Self.head + "Transfer-Encoding: chunked\r\n\r\n")
            for _ in 0..<30 { raw.send(chunk) }
            raw.send("0\r\n\r\n")
            #expect(await raw.read(until: "bytes").hasSuffix("300000 bytes"))
        }
    }

    @Test func `a handler that does not read holds the sender back`() async throws {
        let gate = Gate(opensAt: 2)
        let total = 64 << 20
        let handler: Handler = { request in
            await gate.arrive()
            return try await Self.count(request)
        }
        // The sender's time stands still meanwhile.
        try await withReader({ $0.deadlines.body = .milliseconds(100) }, handler: handler) {
            server in
            let raw = try RawConnection(port: server.port)
            let sent = Mutex(0)
            raw.send(Self.head + "Content-Length: \(total)\r\n\r\n")
            let sender = Task.detached {
                await Self.onAThread {
                    let part = [UInt8](repeating: 7, count: 65_536)
                    for _ in 0..<(total / part.count) where raw.send(part) {
                        sent.withLock { $0 += part.count }
                    }
                }
            }
            for _ in 0..<300 { _ = try await server.get("/a") }
            #expect(sent.withLock { $0 } < total / 2)
            gate.open()
            #expect(await raw.read(until: "bytes").hasSuffix("\(total) bytes"))
            await sender.value
        }
    }

    private static func onAThread(_ body: @escaping @Sendable () -> Void) async {
        await withCheckedContinuation { continuation in
            DispatchQueue(label: "sender").async {
                body()
                continuation.resume()
            }
        }
    }

    @Test func `a body in chunks beyond the limit is refused`() async throws {
        try await withServer(
            routes: {
                $0.on(.post, "/s", bodyBytesMax: 1_000, reading: .streamed, Self.count)
            },
            { server in
                let raw = try RawConnection(port: server.port)
                let chunk = "1f4\r\n\(String(repeating: "a", count: 500))\r\n"
                raw.send(
                    Self.head + "Transfer-Encoding: chunked\r\n\r\n"
                        + String(repeating: chunk, count: 5) + "0\r\n\r\n")
                #expect(await raw.read(until: "}").hasPrefix("HTTP/1.1 413 "))
            })
    }

    @Test func `a body in chunks that never ends is cut off`() async throws {
        try await withServer(
            { $0.limits.discardedBytesMax = 10_000 },
            routes: {
                $0.on(.post, "/s", bodyBytesMax: 1_000, reading: .streamed, Self.count)
            },
            { server in
                let raw = try RawConnection(port: server.port)
                raw.send(Self.head + "Transfer-Encoding: chunked\r\n\r\n")
                let chunk = "3e8\r\n\(String(repeating: "a", count: 1_000))\r\n"
                try await eventually { !raw.send(chunk) }
            })
    }

    @Test func `a handler hears that its sender has gone`() async throws {
        let heard = Mutex<Refusal?>(nil)
        let handler: Handler = { request in
            do {
                return try await Self.count(request)
            } catch {
                heard.withLock { $0 = error as? Refusal }
                throw error
            }
        }
        try await withReader(handler: handler) { server in
            do {
                let raw = try RawConnection(port: server.port)
                raw.send(Self.head + "Content-Length: 1000\r\n\r\nfirst")
            }
            try await eventually { heard.withLock { $0 } != nil }
            #expect(heard.withLock { $0?.status } == .badRequest)
        }
    }

    @Test func `a body that trickles into a reading handler is cut off`() async throws {
        try await withReader({ $0.deadlines.body = .milliseconds(200) }, handler: Self.count) {
            server in
            let raw = try RawConnection(port: server.port)
            raw.send(Self.head + "Content-Length: 100000\r\n\r\n")
            try await eventually {
                raw.send("X")
                return server.notes.seen.connectionCount == 0 && !server.notes.seen.isUntouched
            }
        }
    }

    @Test func `an answer before the end is given after it, and the next one follows`() async throws
    {
        try await withReader(handler: { _ in .text("enough", status: .created) }) { server in
            let raw = try RawConnection(port: server.port)
            let body = String(repeating: "a", count: 300_000)
            raw.send(
                Self.head + "Content-Length: 300000\r\n\r\n\(body)"
                    + "GET /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            let text = await raw.read()
            #expect(text.hasPrefix("HTTP/1.1 201 "))
            #expect(text.contains("enoughHTTP/1.1 200 OK"))
            #expect(text.hasSuffix("fine"))
        }
    }

    @Test func `an answer cannot be made of a body that was not read`() async throws {
        try await withReader(handler: { Response(body: $0.body) }) { server in
            await #expect(throws: HTTPClientError.self) {
                try await server.send(Request(.post, "/s", body: .text("abc")))
            }
            #expect(server.notes.seen.errors.map(\.name) == ["UnreadBody()"])
        }
    }

    @Test func `the server stops while a body is on its way`() async throws {
        let started = Gate(opensAt: 2)
        let handler: Handler = { request in
            started.open()
            return try await Self.count(request)
        }
        try await withReader({ $0.deadlines.drain = .milliseconds(100) }, handler: handler) {
            server in
            let raw = try RawConnection(port: server.port)
            raw.send(Self.head + "Content-Length: 1000\r\n\r\nfirst")
            await started.arrive()
            await server.server.stop()
            #expect(!(await raw.read().contains("200 OK")))
        }
    }
}
