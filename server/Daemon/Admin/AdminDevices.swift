import Bytes
import CommandLine
import Identity
import JSON
import ServerStore
import Sync

/// `counterfoil-server admin device`.
struct AdminDevices: Sendable {
    let desk: AdminDesk

    var command: Command {
        Command(
            "device", "The laptops of a book", subcommands: [invite, approve, list, rename, revoke])
    }

    private var invite: Command {
        Command(
            "invite", "Make a one-time code for one more laptop",
            discussion: """
                The code is good for fifteen minutes and for one laptop. On the laptop, type \
                'counterfoil login SERVER --code CODE'.
                """,
            options: [AdminDesk.bookOption, .value("owner", "EMAIL", "Whose laptop it is")],
            examples: [.init("counterfoil-server admin device invite", "Make a code.")],
            exitCodes: [.notFound, .tryLater]
        ) { invocation, console in
            let (book, code) = try await desk.withReception(invocation) { reception, pool in
                let book = try await desk.choose(
                    invocation.value("book"), in: ServerStore(pool: pool))
                let owner = try await owner(invocation, at: reception)
                let code = try await Devices(pool: pool).invite(to: book, by: owner, at: .now)
                return (book, code.text)
            }
            if console.isJSON {
                return console.answer(["book": .string(book.text), "code": .string(code)])
            }
            console.say("\(code, .bold)")
            console.note("Good for fifteen minutes and one laptop of the book \(book.text).")
        }
    }

    private var approve: Command {
        Command(
            "approve", "Let a laptop in that shows a code",
            discussion: "The same as confirming the code in a browser.",
            options: [AdminDesk.bookOption, .value("owner", "EMAIL", "Whose laptop it is")],
            arguments: [Argument("code", .one, "What the laptop shows")],
            examples: [
                .init("counterfoil-server admin device approve BCDF-GHJK", "Let it in.")
            ],
            exitCodes: [.notFound, .tryLater]
        ) { invocation, console in
            let book = try await desk.withReception(invocation) { reception, pool in
                let book = try await desk.choose(
                    invocation.value("book"), in: ServerStore(pool: pool))
                try await DeviceRequests(pool: pool).approve(
                    invocation.argument("code"), into: book,
                    by: try await owner(invocation, at: reception), from: nil, at: .now)
                return book
            }
            if console.isJSON { return console.answer(["book": .string(book.text)]) }
            console.say("The laptop joins the book \(book.text).")
        }
    }

    private var revoke: Command {
        Command(
            "revoke", "Turn a laptop away, from this moment on",
            options: [AdminDesk.bookOption],
            arguments: [Argument("device", .one, "Its id")],
            examples: [
                .init(
                    "counterfoil-server admin device revoke 0193f0aa-0000-7000-8000-000000000000",
                    "After it was stolen.")
            ],
            exitCodes: [.notFound, .tryLater]
        ) { invocation, console in
            let device = try Self.device(invocation)
            try await desk.withPool(invocation) { pool in
                let book = try await desk.choose(
                    invocation.value("book"), in: ServerStore(pool: pool))
                try await Devices(pool: pool).revoke(device, of: book, at: .now)
            }
            if console.isJSON { return console.answer(["device": .string(device.text)]) }
            console.say("The laptop \(device.text) is turned away.")
        }
    }

    private func owner(
        _ invocation: Invocation, at reception: Reception
    ) async throws -> PersonID? {
        guard let email = invocation.value("owner") else { return nil }
        return try await desk.person(email, at: reception).id
    }

    /// The id that was typed.
    static func device(_ invocation: Invocation) throws -> DeviceID {
        guard let device = DeviceID(text: invocation.argument("device")) else {
            throw IdentityError.notFound(.device)
        }
        return device
    }
}
