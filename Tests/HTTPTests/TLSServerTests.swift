import Glibc
import HTTP
import HTTPClient
import HTTPServer
import Testing

/// A server that speaks TLS itself, asked by a client that checks whom it speaks to.
@Suite(.enabled(if: OpenSSL.isInstalled, "the program openssl is not installed"))
struct TLSServerTests {
    private func withTLS<Result>(
        _ adjust: (inout HTTPServer.Configuration) -> Void = { _ in },
        _ body: (RunningServer, _ directory: String, TLSFiles) async throws -> Result
    ) async throws -> Result {
        try await withDirectory { directory in
            let files = try OpenSSL.certify(in: directory)
            return try await withServer(
                { configuration in
                    configuration.tls = files
                    adjust(&configuration)
                },
                routes: { router in
                    router.on(.get, "/a") { .text($0.isSecure ? "secure" : "open") }
                    router.on(.post, "/echo", reading: .streamed) { request in
                        Response(body: .bytes(try await request.body.collected()))
                    }
                    router.on(.get, "/long") { _ in
                        Response(
                            body: .stream { write in
                                for _ in 0..<64 {
                                    try await write([UInt8](repeating: 7, count: 65_536))
                                }
                            })
                    }
                },
                { server in try await body(server, directory, files) })
        }
    }

    private func client(trusting files: TLSFiles) -> HTTPClient {
        var settings = HTTPClient.Settings()
        settings.authorityFile = files.certificatePath
        return HTTPClient(settings)
    }

    private func origin(_ server: RunningServer) -> Origin {
        .https(host: "localhost", port: server.port)
    }

    @Test func `a request over TLS is answered and known to be secure`() async throws {
        try await withTLS { server, _, files in
            let answer = try await client(trusting: files).send(
                Request(.get, "/a"), to: origin(server))
            #expect(try await answer.text == "secure")
        }
    }

    @Test func `bodies pass whole through TLS`() async throws {
        try await withTLS { server, _, files in
            let body = (0..<500_000).map { UInt8(truncatingIfNeeded: $0 / 251) }
            let answer = try await client(trusting: files).send(
                Request(.post, "/echo", body: .bytes(body)), to: origin(server))
            #expect(try await answer.body.collected() == body)
        }
    }

    @Test func `a renewed certificate is shown, and old connections go on`() async throws {
        try await withTLS { server, directory, first in
            let old = client(trusting: copy(first, in: directory))
            let long = try await old.open(Request(.get, "/long"), to: origin(server))
            let second = try OpenSSL.certify(in: directory, "two")
            rename(second.certificatePath, first.certificatePath)
            rename(second.keyPath, first.keyPath)
            try server.server.renewCertificate()
            let fresh = try await client(trusting: first).send(
                Request(.get, "/a"), to: origin(server))
            #expect(fresh.status == .ok)
            #expect(try await long.body.collected().count == 64 * 65_536)
            // A new connection of one who trusts the old certificate alone does not come about.
            let distrustful = client(trusting: copy(nil, in: directory))
            await #expect(throws: HTTPClientError.self) {
                try await distrustful.send(Request(.get, "/a"), to: origin(server))
            }
        }
    }

    /// Keeps the first certificate under another name.
    private func copy(_ files: TLSFiles?, in directory: String) -> TLSFiles {
        let path = "\(directory)/kept.pem"
        if let files { link(files.certificatePath, path) }
        return TLSFiles(certificatePath: path, keyPath: path)
    }

    @Test func `a certificate that cannot be used leaves the old one in use`() async throws {
        try await withTLS { server, directory, files in
            let kept = copy(files, in: directory)
            let other = try OpenSSL.certify(in: directory, "two")
            rename(other.certificatePath, files.certificatePath)
            #expect(
                throws: HTTPServerError.certificate(
                    path: files.keyPath, reason: "it is not the key of the certificate")
            ) { try server.server.renewCertificate() }
            unlink(files.certificatePath)
            #expect(throws: HTTPServerError.self) { try server.server.renewCertificate() }
            let answer = try await client(trusting: kept).send(
                Request(.get, "/a"), to: origin(server))
            #expect(answer.status == .ok)
        }
    }

    @Test func `a server does not start with what is no certificate`() throws {
        var configuration = HTTPServer.Configuration(listen: .address("127.0.0.1", port: 0))
        configuration.tls = TLSFiles(certificatePath: "/dev/null", keyPath: "/dev/null")
        let server = HTTPServer(configuration, router: Router())
        let error = #expect(throws: HTTPServerError.self) { try server.start() }
        #expect(error?.description.contains("/dev/null cannot be used for TLS") == true)
    }

    @Test(arguments: ["", "\u{16}\u{3}\u{1}", "GET /a HTTP/1.1\r\nHost: a\r\n\r\n"])
    func `a handshake that does not come about is cut off`(bytes: String) async throws {
        try await withTLS({ $0.deadlines.header = .milliseconds(200) }) { server, _, files in
            let raw = try RawConnection(port: server.port)
            raw.send(bytes)
            #expect(!(await raw.read().contains("HTTP/1.1")))
            let answer = try await client(trusting: files).send(
                Request(.get, "/a"), to: origin(server))
            #expect(answer.status == .ok)
        }
    }

    @Test(arguments: [
        ["-tls1_2", "-cipher", "AES128-GCM-SHA256:@SECLEVEL=0"],
        ["-tls1_2", "-cipher", "ECDHE-ECDSA-AES128-SHA:@SECLEVEL=0"],
        ["-tls1_1", "-cipher", "ALL:@SECLEVEL=0"],
    ])
    func `old ciphers and versions are refused`(words: [String]) async throws {
        try await withTLS { server, _, _ in
            let place = ["s_client", "-connect", "127.0.0.1:\(server.port)"]
            let status = try OpenSSL(place + words).wait()
            #expect(status != 0)
        }
    }
}
