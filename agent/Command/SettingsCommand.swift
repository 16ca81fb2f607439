import AgentSocket
import Catalog
import CommandLine
import JSON

/// `counterfoil settings`: what the book's owner says once about himself and his invoices.
struct SettingsCommand: Sendable {
    let agent: RunningAgent
    private let form = FormOptions(Catalog.settings)

    var command: Command {
        Command(
            "settings", "What is said once: name, address, currency, terms, numbers",
            discussion: "The whole book shares them. A name and a currency are what issuing needs.",
            subcommands: [show, edit])
    }

    private var show: Command {
        Command(
            "show", "Show the settings",
            examples: [.init("counterfoil settings show --json", "For a script.")],
            exitCodes: [.tryLater]
        ) { _, console in
            let settings = try await agent.ask(.get, ["settings"])
            if console.isJSON { return console.answer(settings) }
            RecordView(Catalog.settings).show(settings, on: console)
        }
    }

    private var edit: Command {
        Command(
            "edit", "Change the settings; what is not named stays",
            discussion: """
                An empty value clears a field: --phone ''. Numbers follow a pattern such as \
                {year}-{series}-{n:4}, where the series is the laptop's own.
                """,
            options: form.options + [SeenVersion.option],
            examples: [
                .init(
                    "counterfoil settings edit --name 'Nora Berg' --currency EUR",
                    "What issuing needs."),
                .init(
                    "counterfoil settings edit --address-street 'Kai 1' --address-city Bergen "
                        + "--address-country NO", "The address."),
                .init(
                    "counterfoil settings edit --terms 'net 30' --time-zone Europe/Oslo",
                    "When invoices are due, and whose clock counts."),
            ],
            exitCodes: [.validation, .conflict, .tryLater]
        ) { invocation, console in
            let settings = try await agent.ask(
                .patch, ["settings"], body: form.json(invocation),
                ifVersion: SeenVersion.named(in: invocation))
            if console.isJSON { return console.answer(settings) }
            console.say("Changed the settings of \(settings["name"]?.string ?? "the book", .bold)")
        }
    }
}
