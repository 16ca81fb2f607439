import Glibc
import HTTP
import HTTPClient
import Testing

/// Whom the client trusts, against a real TLS server with a certificate nobody has signed.
@Suite(.enabled(if: access("/usr/bin/openssl", X_OK) == 0))
struct TLSTests {
    private func withTLSServer(
        _ body: (_ port: UInt16, _ certificate: String) async throws -> Void
    ) async throws {
        try await withDirectory { directory in
            let certificate = directory + "/certificate.pem"
            let key = directory + "/key.pem"
            let making = try OpenSSL([
                "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out",
                certificate, "-days", "2", "-subj", "/CN=localhost", "-addext",
                "subjectAltName=DNS:localhost",
            ])
            making.wait()
            let serving = try OpenSSL([
                "s_server", "-accept", "127.0.0.1:0", "-cert", certificate, "-key", key, "-www",
            ])
            defer { serving.end() }
            let port = try #require(serving.port())
            try await body(port, certificate)
        }
    }

    @Test func `a certificate of the given file is trusted for its name only`() async throws {
        try await withTLSServer { port, certificate in
            var settings = HTTPClient.Settings()
            settings.authorityFile = certificate
            let client = HTTPClient(settings)
            let named = Origin.https(host: "localhost", port: port)
            let status = try await client.send(Request(.get, "/"), to: named).status
            #expect(status == .ok)
            let numbered = Origin.https(host: "127.0.0.1", port: port)
            await #expect(throws: HTTPClientError.tls(to: "\(numbered)")) {
                try await client.send(Request(.get, "/"), to: numbered)
            }
        }
    }

    @Test func `a certificate that nobody vouches for is not trusted`() async throws {
        try await withTLSServer { port, _ in
            let origin = Origin.https(host: "localhost", port: port)
            let error = await #expect(throws: HTTPClientError.self) {
                try await HTTPClient().send(Request(.get, "/"), to: origin)
            }
            #expect(error == .tls(to: "\(origin)"))
            #expect(error?.description.contains("check its certificate") == true)
        }
    }
}
