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

/// A run of the openssl program.
private final class OpenSSL {
    private let process: pid_t
    private let output: Int32
    private let input: Int32

    init(_ arguments: [String]) throws {
        var outputEnds: [Int32] = [0, 0]
        var inputEnds: [Int32] = [0, 0]
        // Closed on exec, so that no other process holds an end open.
        pipe(&outputEnds)
        pipe(&inputEnds)
        for end in outputEnds + inputEnds { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, inputEnds[0], 0)
        posix_spawn_file_actions_adddup2(&actions, outputEnds[1], 1)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        let words = (["/usr/bin/openssl"] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var started = pid_t()
        let result = posix_spawn(&started, words[0]!, &actions, nil, words, [nil])
        close(outputEnds[1])
        close(inputEnds[0])
        process = started
        output = outputEnds[0]
        input = inputEnds[1]
        try #require(result == 0)
    }

    deinit {
        close(output)
        close(input)
    }

    /// The port it tells that it listens on: `ACCEPT 127.0.0.1:40000`.
    func port() -> UInt16? {
        var text = ""
        var byte: UInt8 = 0
        while read(output, &byte, 1) == 1 {
            text.unicodeScalars.append(Unicode.Scalar(byte))
            guard byte == UInt8(ascii: "\n") else { continue }
            if text.hasPrefix("ACCEPT") {
                return text.split(separator: ":").last.flatMap { UInt16($0.dropLast()) }
            }
            text = ""
        }
        return nil
    }

    func wait() {
        var status: Int32 = 0
        waitpid(process, &status, 0)
    }

    func end() {
        // Threads of Swift's pool block signals, and a child inherits that: only this one arrives.
        kill(process, SIGKILL)
        wait()
    }
}
