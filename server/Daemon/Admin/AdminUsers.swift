import Bytes
import CommandLine
import Identity
import JSON
import ServerStore

/// `counterfoil-server admin user`.
struct AdminUsers: Sendable {
    let desk: AdminDesk

    var command: Command {
        Command(
            "user", "The people",
            subcommands: [
                add, list, role, switching("disable", "Close an account, at once", true),
                switching("enable", "Open a closed account again", false), resetLink, clearTOTP,
            ])
    }

    static let email = Argument("email", .one, "Their address")

    private var add: Command {
        Command(
            "add", "Add somebody whose mailbox you vouch for",
            discussion: "Prints a link by which they choose their password; it is good for a day.",
            options: [
                .value("name", "NAME", "What they are called"), AdminDesk.bookOption,
                .value(
                    "role", "ROLE", "What they are in the book", fallback: Role.member.rawValue,
                    choices: Role.allCases.map(\.rawValue)),
            ],
            arguments: [Self.email],
            examples: [
                .init(
                    "counterfoil-server admin user add ann@example.com --role owner",
                    "Add an owner.")
            ],
            exitCodes: [.validation, .notFound, .conflict, .tryLater]
        ) { invocation, console in
            let (id, link) = try await desk.withReception(invocation) { reception, pool in
                guard let email = EmailAddress(invocation.argument("email")),
                    let role = Role(rawValue: invocation.value("role") ?? "")
                else { throw CommandFailure(.validation, "That is no e-mail address.") }
                let book = try await desk.choose(
                    invocation.value("book"), in: ServerStore(pool: pool))
                let person = try await reception.add(
                    email, named: invocation.value("name") ?? "", password: nil, at: .now)
                try await reception.seat(person, in: book, as: role, at: .now)
                return (person, try await reception.resetLink(of: person, at: .now))
            }
            if console.isJSON {
                return console.answer(["user": .string(id.text), "link": .string(link)])
            }
            console.say("\(link)")
            console.note("They choose their password there, within a day.")
        }
    }

    private var role: Command {
        Command(
            "role", "Give somebody a seat in a book, or another role there",
            options: [AdminDesk.bookOption],
            arguments: [
                Self.email, Argument("role", .one, "owner, admin, member or accountant"),
            ],
            examples: [
                .init("counterfoil-server admin user role ann@example.com admin", "Ann manages.")
            ],
            exitCodes: [.validation, .notFound, .tryLater]
        ) { invocation, console in
            guard let role = Role(rawValue: invocation.argument("role")) else {
                throw CommandFailure(
                    .validation, "A role is one of owner, admin, member, accountant.")
            }
            try await desk.withReception(invocation) { reception, pool in
                let person = try await desk.person(invocation.argument("email"), at: reception)
                let book = try await desk.choose(
                    invocation.value("book"), in: ServerStore(pool: pool))
                try await reception.seat(person.id, in: book, as: role, at: .now)
            }
            answer(invocation, console)
        }
    }

    func answer(_ invocation: Invocation, _ console: Console) {
        let email = invocation.argument("email")
        if console.isJSON { return console.answer(["email": .string(email)]) }
        console.say("Done for \(email).")
    }
}
