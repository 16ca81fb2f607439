import AgentAPI
import AgentBooks
import AgentLink
import AgentSocket
import CommandLine
import Configuration
import Glibc
import HTTP
import HTTPServer
import Logging
import Machine

/// `counterfoil-agent run`: runs until it is told to stop.
struct RunCommand: Sendable {
    let environment: [String: String]

    var command: Command {
        Command(
            "run", "Run until told to stop",
            discussion: """
                'counterfoil' starts the agent by itself. SIGTERM, Ctrl-C and 'counterfoil agent \
                stop' end it; nothing that was acknowledged is lost, however it ends.
                """,
            examples: [.init("counterfoil-agent run --log-level debug", "Watch what it does.")],
            exitCodes: [.tryLater]
        ) { invocation, _ in
            let place = try AgentPlace(environment: environment)
            let configuration = try AgentSettings.resolve(
                invocation, environment: environment)
            try await run(at: place, log: logger(configuration))
        }
    }

    private func run(at place: AgentPlace, log: Logger) async throws {
        let (signals, stop) = Self.stopSignals()
        try place.create()
        let lock = try DirectoryLock(directory: place.data)
        let shelf = try await Bookshelf.open(
            in: BookPlaces(place), key: try DeviceKey.loadOrCreate(in: place.data))
        for book in await shelf.shut {
            log.error("book not opened", .text("book", book.file), .text("error", book.why))
        }
        let server = HTTPServer(Self.http(place, log), router: Self.router(shelf, stop))
        try server.start()
        try await shelf.start()
        log.info("listening", .text("socket", place.socket))
        for await _ in signals { break }
        log.info("stopping")
        await shelf.rest()
        await server.stop()
        await shelf.close()
        log.info("stopped")
        _ = consume lock
    }

    /// Ends with a signal of the system's or with a word over the socket.
    private static func stopSignals() -> (AsyncStream<Void>, @Sendable () -> Void) {
        let (stops, continuation) = AsyncStream.makeStream(of: Void.self)
        let signals = Signal.stream(of: [.terminate, .interrupt])
        let relay = Task {
            for await _ in signals { continuation.yield() }
        }
        continuation.onTermination = { _ in relay.cancel() }
        return (stops, { continuation.yield() })
    }

    private static func http(_ place: AgentPlace, _ log: Logger) -> HTTPServer.Configuration {
        var http = HTTPServer.Configuration(
            listen: .unix(path: place.socket, allowedUsers: [geteuid()]))
        http.hooks.failed = { error, request in
            log.error("request failed", .text("error", "\(error)"), .text("request", request))
        }
        return http
    }

    private static func router(
        _ shelf: Bookshelf, _ stop: @escaping @Sendable () -> Void
    ) -> Router {
        var router = Router()
        router.wrap(in: refusing)
        AgentRoutes(version: Release.version, processID: getpid(), stop: stop).add(to: &router)
        ShelfRoutes(shelf).add(to: &router)
        BookRoutes(shelf).add(to: &router)
        return router
    }

    private func logger(_ configuration: Configuration) -> Logger {
        let stream = StandardStream.error
        return Logger(
            format: .init(rawValue: configuration[AgentSettings.logFormat]) ?? .text,
            levelMin: LogLevel(name: configuration[AgentSettings.logLevel]) ?? .info,
            unixMicroseconds: SystemClock().unixMicroseconds,
            sink: { line in
                // Nobody is left to tell when the log itself cannot be written.
                try? stream.write(line, naming: "the log")
            })
    }
}

extension BookPlaces {
    fileprivate init(_ place: AgentPlace) {
        self.init(
            first: place.book, firstMarks: place.markFile, folder: place.bookFolder,
            marksFolder: place.markFolder, choice: place.choiceFile)
    }
}
