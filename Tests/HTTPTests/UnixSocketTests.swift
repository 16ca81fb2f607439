import Glibc
import HTTP
import HTTPClient
import HTTPServer
import Testing

extension RunningServer {
    /// Who runs the tests.
    static var user: UInt32 { getuid() }
}

struct UnixSocketTests {
    private func withSocketServer(
        _ path: String, users: Set<UInt32> = [RunningServer.user],
        _ body: (RunningServer) async throws -> Void
    ) async throws {
        try await withServer(
            { $0.listen = .unix(path: path, allowedUsers: users) },
            routes: { $0.on(.get, "/who") { .text("\($0.peer)") } }, body)
    }

    @Test func `the kernel tells who asks on a socket file`() async throws {
        try await withDirectory { directory in
            try await withSocketServer(directory + "/s") { server in
                let text = try await server.get("/who").text
                #expect(text == "\(Peer.user(uid: getuid(), pid: getpid()))")
            }
        }
    }

    @Test func `a socket file is its owner's alone, and gone in the end`() async throws {
        try await withDirectory { directory in
            let path = directory + "/s"
            try await withSocketServer(path) { _ in
                var status = stat()
                #expect(stat(path, &status) == 0)
                #expect(status.st_mode & 0o777 == 0o600)
            }
            #expect(access(path, F_OK) != 0)
        }
    }

    @Test func `a user who is not allowed is not served`() async throws {
        try await withDirectory { directory in
            try await withSocketServer(directory + "/s", users: [RunningServer.user + 1]) {
                server in
                await #expect(throws: HTTPClientError.self) { try await server.get("/who") }
                #expect(server.notes.seen.accesses.isEmpty)
            }
        }
    }

    @Test func `what a dead process left is replaced`() async throws {
        try await withDirectory { directory in
            let path = directory + "/s"
            leaveStaleSocket(path)
            #expect(access(path, F_OK) == 0)
            try await withSocketServer(path) { server in
                let status = try await server.get("/who").status
                #expect(status == .ok)
            }
        }
    }

    @Test func `a socket that a live process answers is left alone`() async throws {
        try await withDirectory { directory in
            let path = directory + "/s"
            try await withSocketServer(path) { server in
                let second = HTTPServer(
                    HTTPServer.Configuration(listen: .unix(path: path, allowedUsers: [])),
                    router: Router())
                #expect(throws: HTTPServerError.socketInUse(path: path)) { try second.start() }
                let status = try await server.get("/who").status
                #expect(status == .ok)
            }
        }
    }

    @Test func `a file that is no socket is left alone`() async throws {
        try await withDirectory { directory in
            let path = directory + "/s"
            close(open(path, O_CREAT | O_WRONLY, 0o600))
            let server = HTTPServer(
                HTTPServer.Configuration(listen: .unix(path: path, allowedUsers: [])),
                router: Router())
            #expect(throws: HTTPServerError.notASocket(path: path)) { try server.start() }
            #expect(access(path, F_OK) == 0)
        }
    }

    @Test func `a path that is too long is told`() {
        let path = "/" + String(repeating: "a", count: 107)
        let server = HTTPServer(
            HTTPServer.Configuration(listen: .unix(path: path, allowedUsers: [])),
            router: Router())
        #expect(throws: HTTPServerError.pathTooLong(path)) { try server.start() }
    }

    @Test func `a port in use is told with what to do`() async throws {
        try await withServer(routes: { _ in }) { server in
            let second = HTTPServer(
                HTTPServer.Configuration(listen: .address("127.0.0.1", port: server.port)),
                router: Router())
            let error = #expect(throws: HTTPServerError.self) { try second.start() }
            #expect(error == .portInUse(address: "127.0.0.1", port: server.port))
            #expect(error?.description.contains("choose another port") == true)
        }
    }

    @Test(arguments: ["localhost", "", "1.2.3", "300.1.1.1"])
    func `an address that is no number is told`(address: String) {
        let server = HTTPServer(
            HTTPServer.Configuration(listen: .address(address, port: 0)), router: Router())
        #expect(throws: HTTPServerError.self) { try server.start() }
    }

    @Test func `the address of the other machine is known`() async throws {
        try await withServer(routes: { $0.on(.get, "/who") { .text("\($0.peer)") } }) { server in
            let text = try await server.get("/who").text
            #expect(text == "\(Peer.address("127.0.0.1"))")
        }
    }
}

/// Binds a socket file and closes it without removing it, as a killed process does.
private func leaveStaleSocket(_ path: String) {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
    withUnsafePointer(to: address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            _ = bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
        }
    }
    close(descriptor)
}
