import Bytes
import CommandLine
import Identity
import JSON
import Logging
import PostgreSQL

/// People as a list.
extension AdminUsers {
    var list: Command {
        Command(
            "list", "List the people: what they are in which book, and when each was last here",
            examples: [.init("counterfoil-server admin user list --json", "For a script.")],
            exitCodes: [.tryLater]
        ) { invocation, console in
            let people = try await desk.withReception(invocation) { reception, _ in
                try await reception.overview()
            }
            if console.isJSON { return console.answer(.array(people.map(Self.json))) }
            var table = Table([
                .text("EMAIL"), .text("NAME"), .text("ROLES"), .text("STATE"),
                .text("LAST SEEN", isFixed: true),
            ])
            for person in people {
                let roles = person.seats.map { "\($0.role.rawValue) of \($0.book)" }
                let seen = person.lastSeen.map { timestamp($0.microseconds) } ?? "never"
                table.add([
                    "\(person.card.email)", "\(person.card.name)",
                    "\(roles.joined(separator: ", "))",
                    person.card.isDisabled ? "\("disabled", .red)" : "\("active", .green)",
                    "\(seen)",
                ])
            }
            console.show(table)
        }
    }

    private static func json(_ person: PersonOverview) -> JSONValue {
        [
            "user": .string(person.card.id.text), "email": .string(person.card.email),
            "name": .string(person.card.name), "disabled": .bool(person.card.isDisabled),
            "totp": .bool(person.card.hasSecondFactor),
            "roles": .array(
                person.seats.map {
                    ["book": .string($0.book), "role": .string($0.role.rawValue)]
                }),
            "last_seen_at": person.lastSeen.map { .string(timestamp($0.microseconds)) } ?? .null,
        ]
    }
}
