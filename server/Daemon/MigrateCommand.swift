import CommandLine
import JSON
import PostgreSQL
import ServerStore

/// `counterfoil-server migrate`: brings the database to this release's schema.
struct MigrateCommand: Sendable {
    let setup: Setup

    var command: Command {
        Command(
            "migrate", "Bring the database to the schema of this release",
            discussion: """
                The server does this by itself when it starts. Several may do it at once: one \
                goes first, the others wait.
                """,
            examples: [.init("counterfoil-server migrate", "Apply what is missing.")],
            exitCodes: [.tryLater]
        ) { invocation, console in
            let configuration = try setup.configuration(invocation)
            let applied = try await setup.database(configuration).borrow { settings in
                try await Migrator(Schema.migrations).migrate(settings)
            }
            if console.isJSON {
                return console.answer(["applied": .array(applied.map { .string($0) })])
            }
            console.say(
                applied.isEmpty
                    ? "The database is up to date." : "Applied \(applied.joined(separator: ", ")).")
        }
    }
}
