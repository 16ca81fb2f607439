import Glibc
import HTTP
import HTTPClient
import HTTPServer

/// Our server against nginx with a static file of the same size, each alone on the first core, the
/// load on the second; by turns, so that a slow minute of the machine hits both.
struct HTTPBenchmark {
    /// Paths of the programs, as `scripts/bench-tools` prints them.
    var nginx: String
    var wrk: String
    var libraries: String
    var secondsPerRun = 3
    var rounds = 3
    var connectionCount = 64

    /// Requests per second of every run, in the order in which they ran.
    struct Outcome {
        var ours: [Double] = []
        var nginx: [Double] = []
        /// How many times nginx's median ours is.
        var ratio: Double { median(ours) / median(nginx) }
    }

    private static let hello = Array("Hello from the house!\n".utf8)

    /// Runs all rounds. What it pinned or started is free or gone afterwards.
    func run() async throws -> Outcome {
        try pinAllThreads(toCores: "0")
        defer { try? pinAllThreads(toCores: "0-1") }
        let directory = try ScratchDirectory()
        let (server, port) = try startOurs()
        let (child, nginxPort) = try startNginx(in: directory)
        defer { child.end() }
        try await waitForAnswer(at: nginxPort)
        var outcome = Outcome()
        for _ in 0..<rounds {
            outcome.ours.append(try load(port))
            outcome.nginx.append(try load(nginxPort))
        }
        await server.stop()
        return outcome
    }

    /// Microseconds per request of our client with our server, one after the other.
    func clientMicroseconds(count: Int = 5_000) async throws -> Double {
        let (server, port) = try startOurs()
        let client = HTTPClient()
        let origin = Origin.http(host: "127.0.0.1", port: port)
        for _ in 0..<100 { _ = try await client.send(Request(.get, "/"), to: origin) }
        let start = ContinuousClock.now
        for _ in 0..<count { _ = try await client.send(Request(.get, "/"), to: origin) }
        let duration = ContinuousClock.now - start
        await server.stop()
        return duration / .microseconds(1) / Double(count)
    }

    /// Bytes of memory for each long poll that waits, above the server without any.
    func bytesPerLongPoll(count: Int = 2_000) async throws -> Int {
        var configuration = HTTPServer.Configuration(listen: .address("127.0.0.1", port: 0))
        configuration.limits.connectionsPerAddressMax = nil
        var router = Router()
        router.on(.get, "/poll", atDrain: .isCancelled) { _ in
            for await _ in AsyncStream<Void>.makeStream().stream {}
            throw CancellationError()
        }
        router.on(.get, "/") { _ in Response(body: .bytes(Self.hello)) }
        let server = HTTPServer(configuration, router: router)
        guard case .port(let port) = try server.start() else { return 0 }
        try await waitForAnswer(at: port)
        let before = residentBytes()
        let polls = (0..<count).map { _ in openPoll(port) }
        defer { for poll in polls { close(poll) } }
        try await waitForAnswer(at: port)
        let bytes = (residentBytes() - before) / count
        await server.stop()
        return bytes
    }

    private func startOurs() throws -> (HTTPServer, UInt16) {
        var router = Router()
        router.on(.get, "/") { _ in
            Response(
                headers: ["Content-Type": "text/plain; charset=utf-8"], body: .bytes(Self.hello))
        }
        let server = HTTPServer(
            HTTPServer.Configuration(listen: .address("127.0.0.1", port: 0)), router: router)
        guard case .port(let port) = try server.start() else { throw BenchmarkFailure.noPort }
        return (server, port)
    }

    private func startNginx(in directory: ScratchDirectory) throws -> (Child, UInt16) {
        let port = freePort()
        let user = getuid() == 0 ? "user root;" : ""
        let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map { "\($0)_temp_path \(directory.path)/\($0);" }.joined(separator: " ")
        try directory.write("index.html", Self.hello)
        try directory.write(
            "nginx.conf",
            Array(
                """
                daemon off; master_process off; worker_processes 1; \(user)
                error_log \(directory.path)/error.log; pid \(directory.path)/pid;
                events { worker_connections 1024; }
                http {
                    access_log off; \(temporary)
                    types { text/plain html; }
                    sendfile on; tcp_nopush on; keepalive_requests 1000000000;
                    open_file_cache max=16; open_file_cache_valid 60s;
                    server { listen 127.0.0.1:\(port); root \(directory.path); }
                }
                """.utf8))
        let child = try Child(
            [
                "taskset", "-c", "0", nginx, "-p", directory.path, "-c",
                directory.path + "/nginx.conf",
            ],
            libraries: libraries)
        return (child, port)
    }

    private func load(_ port: UInt16) throws -> Double {
        let child = try Child(
            [
                "taskset", "-c", "1", wrk, "-t1", "-c\(connectionCount)", "-d\(secondsPerRun)s",
                "http://127.0.0.1:\(port)/",
            ], libraries: libraries)
        let text = child.output()
        guard !text.contains("Non-2xx"), !text.contains("Socket errors"),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix("Requests/sec:") }),
            let rate = line.split(separator: " ").last.flatMap({ Double($0) })
        else { throw BenchmarkFailure.load(text) }
        return rate
    }

    private func waitForAnswer(at port: UInt16) async throws {
        let client = HTTPClient()
        for _ in 0..<1_000 {
            let request = Request(.get, "/")
            let origin = Origin.http(host: "127.0.0.1", port: port)
            if (try? await client.send(request, to: origin))?.status == .ok { return }
            usleep(10_000)
        }
        throw BenchmarkFailure.noPort
    }
}

/// Why there is no figure.
enum BenchmarkFailure: Error {
    case noPort
    case load(String)
    case start(program: String, errno: Int32)
    case file(String)
}

/// Binds every thread of this process, since only those started later would inherit it.
private func pinAllThreads(toCores cores: String) throws {
    _ = try Child(["taskset", "-a", "-p", "-c", cores, "\(getpid())"], libraries: "").output()
}

private func residentBytes() -> Int {
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var text = [CChar](repeating: 0, count: 128)
    guard fgets(&text, Int32(text.count), file) != nil else { return 0 }
    let fields = String(decoding: text.map(UInt8.init), as: UTF8.self).split(separator: " ")
    return (Int(fields[1]) ?? 0) * Int(getpagesize())
}

private func loopback(_ port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Void) {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    withUnsafePointer(to: address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
    }
}

private func openPoll(_ port: UInt16) -> Int32 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    loopback(port) { _ = connect(descriptor, $0, $1) }
    let request = "GET /poll HTTP/1.1\r\nHost: a\r\n\r\n"
    _ = request.withCString { write(descriptor, $0, strlen($0)) }
    return descriptor
}

private func freePort() -> UInt16 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    loopback(0) { _ = bind(descriptor, $0, $1) }
    var address = sockaddr_in()
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            _ = getsockname(descriptor, $0, &size)
        }
    }
    return UInt16(bigEndian: address.sin_port)
}

/// A directory that is gone when this value is.
private final class ScratchDirectory {
    let path: String

    init() throws {
        var template = Array((P_tmpdir + "/counterfoil-bench-XXXXXX").utf8CString)
        guard let made = mkdtemp(&template) else { throw BenchmarkFailure.file("/tmp") }
        path = String(cString: made)
    }

    deinit {
        _ = try? Child(["rm", "-rf", path], libraries: "").output()
    }

    func write(_ name: String, _ bytes: [UInt8]) throws {
        guard let file = fopen(path + "/" + name, "w") else { throw BenchmarkFailure.file(name) }
        fwrite(bytes, 1, bytes.count, file)
        fclose(file)
    }
}

/// A process that was started here, and what it prints.
private final class Child {
    private let process: pid_t
    private let reader: Int32
    private var isWaitedFor = false

    init(_ arguments: [String], libraries: String) throws {
        var ends: [Int32] = [0, 0]
        pipe(&ends)
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        posix_spawn_file_actions_addclose(&actions, ends[0])
        let words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
        let environment: [UnsafeMutablePointer<CChar>?] =
            [strdup("PATH=\(path)"), strdup("LD_LIBRARY_PATH=\(libraries)"), nil]
        defer { for word in words + environment { free(word) } }
        var started = pid_t()
        let result = posix_spawnp(&started, words[0]!, &actions, nil, words, environment)
        close(ends[1])
        reader = ends[0]
        process = started
        guard result == 0 else {
            isWaitedFor = true
            throw BenchmarkFailure.start(program: arguments[0], errno: result)
        }
    }

    deinit {
        end()
        close(reader)
    }

    /// Everything it prints until it ends by itself.
    func output() -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while case let count = read(reader, &buffer, buffer.count), count > 0 {
            bytes += buffer[..<count]
        }
        wait()
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Ends it.
    func end() {
        guard !isWaitedFor else { return }
        // Threads of Swift's pool block signals, and a child inherits that: only this one arrives.
        kill(process, SIGKILL)
        wait()
    }

    private func wait() {
        guard !isWaitedFor else { return }
        isWaitedFor = true
        var status: Int32 = 0
        waitpid(process, &status, 0)
    }
}
