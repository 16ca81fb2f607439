import CommandLine
import HTTP
import HTTPClient
import Machine

/// What connections cost that nobody uses at the moment.
struct IdleConnections {
    private static let count = 10_000
    private static let bytesMax = 8_192.0

    let servers: WebServers
    let scratch: Scratch

    /// Each row is measured once: a crowd is the same every time.
    func measurements(_ progress: ProgressLine) async throws -> [Measurement] {
        progress.update("idle connections")
        let kept = try await run(on: servers.ours, "/")
        let waiting = try await run(on: servers.ours, "/wait")
        let nginx = try await run(on: servers.nginx, "/")
        let secure = try await overTLS("/")
        return [
            row("idle connection, kept", "nginx", ours: kept, theirs: nginx),
            row("idle connection, kept, TLS", "ours in the clear", ours: secure, theirs: kept),
            row("question without answer", "ours, kept", ours: waiting, theirs: kept),
        ]
    }

    private func row(_ name: String, _ model: String, ours: Run, theirs: Run) -> Measurement {
        let comparison = Comparison(
            name: name, model: model, unit: .bytes(each: "connection"),
            goal: .bytesAtMost(Self.bytesMax), ours: { ours }, theirs: { theirs })
        return Measurement(of: comparison, [Pair(ours: ours, theirs: theirs)])
    }

    private func overTLS(_ path: String) async throws -> Run {
        let (certificate, key) = (scratch.path + "/idle.pem", scratch.path + "/idle.key")
        let made = try await Subprocess(
            "openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
                "-nodes", "-keyout", key, "-out", certificate, "-days", "2", "-subj",
                "/CN=localhost",
            ]
        ).run()
        guard made.status.isSuccess else {
            throw BenchmarkFailure.program("openssl", words: made.errorText)
        }
        let port = try Loopback.freePort()
        var program = Subprocess(
            Host.programDirectory + "/HelloServer", ["\(port)", "page", certificate, key])
        program.signalOnParentDeath = .kill
        let process = try await program.start()
        defer { process.kill() }
        let server = WebServers.Server(name: "HelloServer", process: process, port: port)
        return try await run(on: server, path, isSecure: true)
    }

    /// By how much a server grows while a crowd is there; a small one before warms it up.
    private func run(
        on server: WebServers.Server, _ path: String, isSecure: Bool = false
    ) async throws -> Run {
        let crowd = Crowd(port: server.port, scratch: scratch)
        let name = "\(server.name)-\(path.count)-\(isSecure)"
        let few = try await crowd.gather(100, name + "-few", asking: path, isSecure: isSecure)
        defer { few.kill() }
        let before = try Memory.resident(of: server.process.processID)
        let many = try await crowd.gather(Self.count, name, asking: path, isSecure: isSecure)
        defer { many.kill() }
        let bytes = try Memory.resident(of: server.process.processID) - before
        return Run(count: Self.count, seconds: 1, processorSeconds: 1, bytes: bytes)
    }
}
