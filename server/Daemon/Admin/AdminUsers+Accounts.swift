import CommandLine
import Identity
import JSON

/// Accounts: closed and opened, and let in again after something was lost.
extension AdminUsers {
    func switching(_ name: String, _ summary: String, _ isDisabled: Bool) -> Command {
        Command(
            name, summary, arguments: [Self.email],
            examples: [.init("counterfoil-server admin user \(name) ann@example.com", "Do it.")],
            exitCodes: [.validation, .notFound, .tryLater]
        ) { invocation, console in
            try await desk.withReception(invocation) { reception, _ in
                let person = try await desk.person(invocation.argument("email"), at: reception)
                try await reception.disable(person.id, isDisabled, at: .now)
            }
            answer(invocation, console)
        }
    }

    var resetLink: Command {
        Command(
            "reset-link", "Print a link by which somebody chooses a new password",
            arguments: [Self.email],
            examples: [.init("counterfoil-server admin user reset-link ann@example.com", "Do it.")],
            exitCodes: [.validation, .notFound, .tryLater]
        ) { invocation, console in
            let link = try await desk.withReception(invocation) { reception, _ in
                let person = try await desk.person(invocation.argument("email"), at: reception)
                return try await reception.resetLink(of: person.id, at: .now)
            }
            if console.isJSON { return console.answer(["link": .string(link)]) }
            console.say("\(link)")
        }
    }

    var clearTOTP: Command {
        Command(
            "clear-totp", "Ask somebody for no one-time code any more",
            arguments: [Self.email],
            examples: [.init("counterfoil-server admin user clear-totp ann@example.com", "Do it.")],
            exitCodes: [.validation, .notFound, .tryLater]
        ) { invocation, console in
            try await desk.withReception(invocation) { reception, _ in
                let person = try await desk.person(invocation.argument("email"), at: reception)
                try await reception.clearSecondFactor(of: person.id)
            }
            answer(invocation, console)
        }
    }
}
