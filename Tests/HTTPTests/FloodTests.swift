import HTTP
import HTTPClient
import HTTPServer
import Machine
import Testing

/// Many at once, and much at once.
struct FloodTests {
    @Test func `thousands of connections from one address leave room for others`() async throws {
        OpenFiles.takeAll()
        try await withServer(
            { configuration in
                configuration.limits.connectionsPerAddressMax = 40
                configuration.proxies = Proxies(
                    trusting: [AddressRange("127.0.0.2")].compactMap { $0 })
            },
            routes: { $0.on(.get, "/a") { .text("\($0.peer)") } },
            { server in
                var crowd: [RawConnection] = []
                for _ in 0..<3_000 {
                    // Whom a busy machine keeps waiting too long has been kept out, too.
                    if let one = try? RawConnection(port: server.port) { crowd.append(one) }
                }
                try await eventually { server.notes.seen.connectionCount == 40 }
                #expect(server.notes.seen.connectionCountMax == 40)
                // A trusted proxy speaks for many.
                let proxied = try RawConnection(port: server.port, from: 0x7F00_0002)
                proxied.send(
                    "GET /a HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 192.0.2.7\r\n"
                        + "Connection: close\r\n\r\n")
                #expect(await proxied.read().hasSuffix("address(\"192.0.2.7\")"))
                crowd = []
                try await eventually { server.notes.seen.connectionCount == 0 }
                let text = try await server.get("/a").status
                #expect(text == .ok)
            })
    }

    @Test func `a flood of connections and bodies leaves the memory flat`() async throws {
        try await withHelloServer { process, port in
            try await flood(port)
            let before = try memory(of: process)
            for _ in 0..<3 { try await flood(port) }
            let growth = try memory(of: process) - before
            #expect(growth < 16 << 20, "\(growth) bytes more")
        }
    }

    /// A thousand that never finish their header, and a hundred megabytes nobody asked for.
    private func flood(_ port: UInt16) async throws {
        var crowd: [RawConnection] = []
        for _ in 0..<1_000 {
            let raw = try RawConnection(port: port)
            raw.send("GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ")
            crowd.append(raw)
        }
        let client = HTTPClient()
        let body = [UInt8](repeating: 7, count: 4 << 20)
        try await withThrowingTaskGroup { group in
            for _ in 0..<25 {
                group.addTask {
                    let answer = try await client.send(
                        Request(.post, "/", body: .bytes(body)),
                        to: .http(host: "127.0.0.1", port: port))
                    #expect(answer.status == .noContent)
                }
            }
            try await group.waitForAll()
        }
    }

    /// Runs a server of its own process, whose memory is nobody else's.
    private func withHelloServer(
        _ body: (RunningSubprocess, UInt16) async throws -> Void
    ) async throws {
        let port = try await freePort()
        var program = Subprocess(Host.programDirectory + "/HelloServer", ["\(port)", "page"])
        program.signalOnParentDeath = .kill
        let process = try await program.start()
        defer { process.kill() }
        let origin = Origin.http(host: "127.0.0.1", port: port)
        try await eventually {
            (try? await HTTPClient().send(Request(.get, "/"), to: origin))?.status == .ok
        }
        try await body(process, port)
    }

    /// A port that nobody listens on any more.
    private func freePort() async throws -> UInt16 {
        try await withServer(routes: { _ in }, { $0.port })
    }

    private func memory(of process: RunningSubprocess) throws -> Int {
        let path = "/proc/\(process.processID)/status"
        let text = String(decoding: try AtomicFile.read(path), as: UTF8.self)
        let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("VmHWM") })
        return try #require(line.split(separator: " ").dropFirst().first.flatMap { Int($0) }) << 10
    }
}
