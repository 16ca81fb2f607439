import CommandLine
import Identity
import JSON

/// `counterfoil-server admin owner-link`: the way in for the first owner, once more.
struct AdminOwnerLink: Sendable {
    let desk: AdminDesk

    var command: Command {
        Command(
            "owner-link", "Print a link by which the first owner gets in",
            discussion: """
                While nobody has an account, a server prints such a link when it starts. This \
                prints another one, good for a day and for one person; once somebody is here, \
                people come by invitation, or by 'counterfoil-server admin user add'.
                """,
            examples: [
                .init("counterfoil-server admin owner-link", "Print it."),
                .init("counterfoil-server admin owner-link --json", "For a script."),
            ],
            exitCodes: [.notFound, .tryLater]
        ) { invocation, console in
            let link = try await desk.withReception(invocation) { reception, _ in
                try await reception.firstOwnerLink(at: .now)
            }
            guard let link else {
                throw CommandFailure(
                    .notFound,
                    "Somebody is here already; 'counterfoil-server admin user list' shows who.")
            }
            if console.isJSON { return console.answer(["link": .string(link)]) }
            console.say("\(link)")
        }
    }
}
