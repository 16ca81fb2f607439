import Dispatch
import Glibc
import Synchronization

/// A mail server of the tests' own: it says what a script says, and cuts where a script cuts.
///
/// What it has accepted is what a real one would deliver: every mail whose end it has read and
/// answered, or was about to answer, with 250.
package final class FakeMailServer: Sendable {
    /// What it has seen and done.
    package struct Record: Sendable {
        /// The mails that it took over, dots unstuffed, with the recipients of their envelopes.
        package var accepted: [(recipients: [String], bytes: [UInt8])] = []
        /// Every line that was no part of a mail.
        package var commands: [String] = []
        /// How many connections were made.
        package var connectionCount = 0
        /// How many bytes it has read, over all connections.
        package var readCount = 0
        /// How many bytes it has said.
        package var saidCount = 0
    }

    /// The port on 127.0.0.1.
    package let port: UInt16
    private let listening: Int32
    private let script: MailScript
    private let state = Mutex(Record())
    private let isStopped = Mutex(false)

    /// What it has seen and done.
    package var record: Record { state.withLock { $0 } }

    /// Starts it, on any port or on one where another was stopped; it ends with `stop`.
    package init(_ script: MailScript = MailScript(), port wanted: UInt16 = 0) {
        self.script = script
        let listening = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var reuses: Int32 = 1
        setsockopt(listening, SOL_SOCKET, SO_REUSEADDR, &reuses, 4)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = wanted.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listening, $0, length) == 0 && listen(listening, 64) == 0
                    && getsockname(listening, $0, &length) == 0
            }
        }
        precondition(isBound, "no port on 127.0.0.1")
        self.listening = listening
        port = UInt16(bigEndian: address.sin_port)
        DispatchQueue(label: "FakeMailServer").async { [self] in serve() }
    }

    /// Takes no more connections.
    package func stop() {
        isStopped.withLock { $0 = true }
        shutdown(listening, Int32(SHUT_RDWR))
    }

    /// Lends a server to a body.
    package static func with<Value>(
        _ script: MailScript = MailScript(), _ body: (FakeMailServer) async throws -> Value
    ) async throws -> Value {
        let server = FakeMailServer(script)
        defer { server.stop() }
        return try await body(server)
    }

    private func serve() {
        while !isStopped.withLock({ $0 }) {
            let descriptor = accept(listening, nil, nil)
            guard descriptor >= 0 else {
                if errno == EINTR || errno == ECONNABORTED { continue }
                break
            }
            var yes: Int32 = 1
            setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, 4)
            state.withLock { $0.connectionCount += 1 }
            DispatchQueue(label: "FakeMailServer.connection").async { [self] in
                MailConversation(descriptor: descriptor, script: script) { [self] change in
                    state.withLock { change(&$0) }
                }.run()
                close(descriptor)
            }
        }
        close(listening)
    }
}

/// What a server of the tests says, and where it cuts.
package struct MailScript: Sendable {
    /// One answer.
    package enum Answer: Sendable, Hashable {
        /// These lines, without the last line break.
        case say(String)
        /// Nothing, ever; the connection stays.
        case silence
        /// The connection is closed instead.
        case cut
    }

    /// The points at which it can answer otherwise than usual.
    package enum Point: String, Sendable, Hashable, CaseIterable {
        /// Before the first command.
        case greeting
        /// EHLO.
        case hello
        /// AUTH and what follows it.
        case login
        /// MAIL FROM.
        case sender
        /// RCPT TO.
        case recipient
        /// DATA.
        case data
        /// The dot that ends a mail.
        case end
    }

    /// Answers in place of the usual ones.
    package var answers: [Point: Answer] = [:]
    /// The connection is closed after so many bytes were read.
    package var cutAfterReading: Int?
    /// The connection is closed after so many bytes were said.
    package var cutAfterSaying: Int?
    /// What it offers when it is greeted.
    package var offers = ["SIZE 35882577", "8BITMIME", "AUTH PLAIN LOGIN XOAUTH2"]
    /// How many mails one connection may carry before it is closed.
    package var mailsPerConnectionMax = Int.max

    /// One that accepts everything.
    package init() {}
}
