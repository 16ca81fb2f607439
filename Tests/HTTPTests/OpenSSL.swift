import Glibc
import HTTPServer
import Testing

/// A run of the openssl program.
final class OpenSSL {
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

    /// Waits for its end, which what it reads has come to, and says what it left with.
    @discardableResult
    func wait() -> Int32 {
        close(input)
        var status: Int32 = 0
        waitpid(process, &status, 0)
        return status
    }

    func end() {
        // Threads of Swift's pool block signals, and a child inherits that: only this one arrives.
        kill(process, SIGKILL)
        wait()
    }
}

extension OpenSSL {
    /// Whether the program is there.
    static let isInstalled = access("/usr/bin/openssl", X_OK) == 0

    /// Makes a certificate that nobody has signed, and its key.
    static func certify(in directory: String, _ name: String = "one") throws -> TLSFiles {
        let files = TLSFiles(
            certificatePath: "\(directory)/\(name).pem", keyPath: "\(directory)/\(name).key")
        try OpenSSL([
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-keyout", files.keyPath, "-out", files.certificatePath, "-days", "2", "-subj",
            "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
        ]).wait()
        return files
    }
}
