import Files
import Glibc
import HTTP
import HTTPClient
import Machine
import Synchronization
import Testing

/// OpenStack's object store with its S3 side, which checks signatures: four programs on loopback
/// ports, their files in a directory of their own, started once for the test process.
actor ObjectService {
    static let shared = ObjectService()
    static let why: Comment =
        "Debian's swift-proxy, -account, -container and -object are not installed here"

    /// Whether its programs are there.
    static let isInstalled = ServicePart.all.allSatisfy { access($0.program, X_OK) == 0 }

    private var starting: Task<Origin, any Error>?

    /// Where it answers.
    func origin() async throws -> Origin {
        if let starting { return try await starting.value }
        let task = Task { try await Self.start() }
        starting = task
        return try await task.value
    }

    private static func start() async throws -> Origin {
        let directory = try makeDirectory()
        let ports = try ServicePart.all.map { _ in try freePort() }
        try await layOut(directory, ports)
        for part in ServicePart.all {
            var program = Subprocess(part.program, ["\(directory)/\(part.name).conf"])
            program.signalOnParentDeath = .kill
            program.environment = Environment.variables.merging(["PYTHONPATH": directory]) { $1 }
            let running = try await program.start(outputFile: "\(directory)/\(part.name).log")
            Remains.add(process: running.processID)
        }
        Remains.add(directory: directory)
        let origin = Origin.http(host: "127.0.0.1", port: ports[0])
        try await waitForAnswer(of: origin)
        try await waitForParts(of: origin)
        return origin
    }

    /// The part that answers may be up before those that keep what it is given.
    private static func waitForParts(of origin: Origin) async throws {
        let pause = Backoff(first: .milliseconds(50), longest: .seconds(1))
        for attempt in 1...100 {
            do {
                return try await makeBucket("ready", at: origin)
            } catch let error as FilesError where error.isTemporary {
                try await pause.wait(afterFailures: attempt)
            }
        }
        Issue.record("the object service keeps nothing")
    }

    private static func layOut(_ directory: String, _ ports: [UInt16]) async throws {
        try await run("mkdir", ["-p", "\(directory)/node/d1"])
        try AtomicFile.write(
            Array(ServicePart.conditional.utf8), to: "\(directory)/conditional.py")
        for (part, port) in zip(ServicePart.all, ports) {
            let text = part.configuration(directory: directory, port: port)
            try AtomicFile.write(Array(text.utf8), to: "\(directory)/\(part.name).conf")
            guard part.name != "proxy" else { continue }
            let ring = "\(directory)/\(part.name).builder"
            try await run("swift-ring-builder", [ring, "create", "4", "1", "0"])
            try await run("swift-ring-builder", [ring, "add", "r1z1-127.0.0.1:\(port)/d1", "1"])
            try await run("swift-ring-builder", [ring, "rebalance"])
        }
    }

    private static func run(_ program: String, _ arguments: [String]) async throws {
        let outcome = try await Subprocess(program, arguments).run()
        try #require(outcome.status.isSuccess, "\(program): \(outcome.errorText)")
    }

    private static func waitForAnswer(of origin: Origin) async throws {
        let client = HTTPClient()
        let pause = Backoff(first: .milliseconds(50), longest: .milliseconds(250))
        for attempt in 1...400 {
            // Refused as long as it does not listen yet.
            let answer = try? await client.send(Request(.get, "/healthcheck"), to: origin)
            if answer?.status == .ok { return }
            try await pause.wait(afterFailures: attempt)
        }
        Issue.record("the object service did not answer")
    }
}

/// A directory of a test's own.
func makeDirectory() throws -> String {
    var template = Array((P_tmpdir + "/counterfoil-files-XXXXXX").utf8CString)
    return try #require(mkdtemp(&template).map { String(cString: $0) })
}

/// A port that nobody listens on.
func freePort() throws -> UInt16 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            bind(descriptor, $0, size) == 0 && getsockname(descriptor, $0, &size) == 0
        }
    }
    try #require(result)
    return UInt16(bigEndian: address.sin_port)
}

/// What has to go when the test process ends; when it is killed, the kernel ends the programs.
private enum Remains {
    private struct State {
        var processes: [Int32] = []
        var directories: [String] = []
    }

    private static let state = Mutex(State())

    static func add(process: Int32) {
        state.withLock { $0.processes.append(process) }
    }

    static func add(directory: String) {
        state.withLock { $0.directories.append(directory) }
        atexit { Remains.clean() }
    }

    private static func clean() {
        let state = state.withLock { $0 }
        for process in state.processes { kill(process, SIGKILL) }
        var child: pid_t = 0
        let words = ["rm", "-rf", "--"] + state.directories
        let arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        guard posix_spawnp(&child, "rm", nil, nil, arguments, environ) == 0 else { return }
        waitpid(child, nil, 0)
    }
}
