import CommandLine
import Configuration
import Machine

/// `counterfoil-server serve`: runs until it is told to stop.
struct ServeCommand: Sendable {
    let setup: Setup

    var command: Command {
        Command(
            "serve", "Serve until told to stop",
            discussion: """
                SIGTERM or Ctrl-C stops it: no new requests are taken, those in flight finish. \
                While its database is away it answers 503 and comes back by itself.
                """,
            examples: [
                .init("counterfoil-server serve --listen 127.0.0.1:9000", "On another port."),
                .init(
                    "DATABASE_URL=postgresql://books@db.example.com/books counterfoil-server serve",
                    "With a database of your own."),
            ],
            exitCodes: [.tryLater]
        ) { invocation, _ in
            let configuration = try setup.configuration(invocation)
            OpenFiles.takeAll()
            let signals = Signal.stream(of: [.terminate, .interrupt])
            let server = try Serving(configuration: configuration, setup: setup)
            try await server.run(until: signals)
        }
    }
}
