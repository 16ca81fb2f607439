package import HTTP

extension HTTPServer {
    /// What a server takes and how long it waits for it.
    package struct Configuration: Sendable {
        /// Where to listen.
        package var listen: Listen
        /// What it shows over TLS; `nil` speaks in the clear, behind a proxy or to this machine.
        package var tls: TLSFiles?
        /// Whose word is taken for who sent a request.
        package var proxies = Proxies()
        /// Threads that read and write sockets; handlers run on Swift's own.
        package var threadCount = 1
        /// How much.
        package var limits = Limits()
        /// How long.
        package var deadlines = Deadlines()
        /// Who has the last word on every answer, the server's own refusals too, in this order.
        package var completions: [@Sendable (inout Response, Request) -> Void] = []
        /// Who is told.
        package var hooks = Hooks()

        /// The defaults suit the office server on that address.
        package init(listen: Listen) {
            self.listen = listen
        }
    }

    /// How much a server takes before it refuses.
    package struct Limits: Sendable {
        /// Beyond it 414.
        package var uriBytesMax = 2 * 1024
        /// The header with its request line; beyond it 431. Every connection holds this much
        /// memory, and `headerRoomBytes` more, for as long as it is open: ten thousand idle ones
        /// are to cost little.
        package var headerBytesMax = 4 * 1024
        /// What the library notes of each field, and the header of the answer.
        package var headerRoomBytes = 2 * 1024
        /// Beyond it 431.
        package var headerCountMax = 64
        /// Beyond it 413, unless the route says otherwise.
        package var bodyBytesMax = 1024 * 1024
        /// What is read and thrown away of a body that is refused, so that its sender hears why.
        package var discardedBytesMax = 4 * 1024 * 1024
        /// Further connections are closed at once.
        package var connectionsMax = 10_000
        /// The same for one address, or for the 2⁶⁴ of one network of version 6; a trusted proxy
        /// may have any number.
        package var connectionsPerAddressMax: Int? = 1_000
        /// The answer to the last one closes the connection.
        package var requestsPerConnectionMax = 10_000
        /// Who sends a body or reads an answer more slowly than this, beyond the grace, is cut off.
        package var bytesPerSecondMin = 1_024

        /// The defaults.
        package init() {}
    }

    /// How long a server waits before it closes a connection.
    package struct Deadlines: Sendable {
        /// For the whole header from its connection's start, or after the idle time of a kept one.
        package var header = Duration.seconds(10)
        /// For a body once the header is there, and for an answer to be read: the grace beyond
        /// what its bytes may take.
        package var body = Duration.seconds(30)
        /// For the next request, or for a reader that stopped reading. Whole seconds.
        package var idleSeconds: UInt32 = 60
        /// For requests in flight to finish once the server was asked to stop.
        package var drain = Duration.seconds(20)

        /// The defaults.
        package init() {}
    }

    /// Who is told of what happens; called on the server's threads, so they return at once.
    package struct Hooks: Sendable {
        /// A request ended.
        package var answered: @Sendable (Access) -> Void = { _ in }
        /// A handler failed with an error that its caller was not told of.
        package var failed: @Sendable (_ error: any Error, _ requestID: String) -> Void = { _, _ in
        }
        /// A connection came (`+1`) or went (`-1`).
        package var connected: @Sendable (_ change: Int) -> Void = { _ in }

        /// Nobody.
        package init() {}
    }
}
