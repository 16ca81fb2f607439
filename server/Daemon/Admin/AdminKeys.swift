import CommandLine
import Crypto
import Identity
import JSON
import Machine
import ServerStore

/// `counterfoil-server admin keys`: what secrets lie sealed under, and what signs tokens.
struct AdminKeys: Sendable {
    let desk: AdminDesk

    var command: Command {
        Command(
            "keys", "The keys under which secrets lie, and which sign tokens",
            subcommands: [rotate, status])
    }

    private var rotate: Command {
        Command(
            "rotate", "Seal every stored secret again with a new key",
            discussion: """
                Adds a key to the file of secret keys and seals again what was sealed with an \
                older one, in small steps: interrupted, the same command with --only-seal goes \
                on. Running servers learn of the new key by themselves. Older keys stay in the \
                file until you take them out, once 'admin keys status' shows nothing left.
                """,
            options: [
                .flag("only-seal", "Add no key; seal what an older one sealed"),
                .flag("tokens", "Sign tokens with a new key too; every sign-in ends"),
            ],
            examples: [
                .init("counterfoil-server admin keys rotate", "Once a year."),
                .init("counterfoil-server admin keys rotate --tokens", "After a break-in."),
            ],
            exitCodes: [.tryLater]
        ) { invocation, console in
            let configuration = try desk.setup.configuration(invocation)
            let keys = try SecretKeys(configuration, setup: desk.setup)
            if !invocation.has("only-seal") {
                _ = try keys.add(at: SystemClock().unixMilliseconds() / 1_000)
            }
            let (sealed, left) = try await desk.withPool(invocation) { pool in
                let keeper = try keys.keeper()
                let rotation = SecretRotation(
                    pool: pool, keeper: keeper, columns: SecretKeys.sealedColumns)
                let sealed = try await rotation.run()
                if invocation.has("tokens") {
                    try await SigningKeys(pool: pool, keeper: keeper)
                        .replace(isEmergency: true, at: .now)
                }
                return (sealed, try await rotation.remaining())
            }
            if console.isJSON {
                return console.answer([
                    "sealed": .integer(Int64(sealed)), "left": .integer(Int64(left)),
                ])
            }
            console.say("Sealed \("\(sealed)") secrets again; \("\(left)") are left.")
        }
    }

    private var status: Command {
        Command(
            "status", "Which key seals, and how many secrets still need another",
            examples: [.init("counterfoil-server admin keys status --json", "For a script.")],
            exitCodes: [.tryLater]
        ) { invocation, console in
            let configuration = try desk.setup.configuration(invocation)
            let keeper = try SecretKeys(configuration, setup: desk.setup).keeper()
            let left = try await desk.withPool(invocation) { pool in
                try await SecretRotation(
                    pool: pool, keeper: keeper, columns: SecretKeys.sealedColumns
                ).remaining()
            }
            if console.isJSON {
                return console.answer([
                    "key": .string(keeper.currentID), "left": .integer(Int64(left)),
                ])
            }
            console.say("The key \(keeper.currentID) seals; \("\(left)") secrets need another.")
        }
    }
}
