import FaultRig
import JSON
import Seeds

/// What a person types on a laptop.
struct Work {
    enum Kind {
        case addClient, editClient, deleteClient, draft, editLine, issue, pay, settle, exchange
    }

    /// Each as often as people do it: who edits the same things at the same time disagrees.
    private static let habits: [Kind] = [
        .addClient, .addClient, .editClient, .editClient, .editClient, .deleteClient, .draft,
        .draft, .editLine, .editLine, .issue, .issue, .pay, .settle, .exchange,
    ]

    /// People work on what is new.
    private static let recentCount = 5

    let kind: Kind
    /// By which of several things it is done.
    let choice: Int

    init(dice: inout SeededGenerator) {
        kind = dice.one(of: Self.habits)
        choice = dice.number(0...1_000_000)
    }

    /// Types it on a laptop; a sentence if the answer was one that must not be.
    func type(on traveller: Traveller, of scene: Scene) async throws -> String? {
        guard let (words, deed) = try words(in: scene) else { return nil }
        let told = try await traveller.type(words + ["--json"])
        scene.history.add("    \(traveller.name): \(words.joined(separator: " ")): \(told.summary)")
        if told.code == 0 {
            let answer = try JSONValue(parsing: Array(told.output.utf8))
            remember(answer, deed, by: traveller, in: scene)
        }
        guard let code = told.code, code != 1 || scene.mayComplain(traveller.name) else {
            return "\(traveller.name) answered \(words) with \(told.summary)"
        }
        return nil
    }

    private func words(in scene: Scene) throws -> (words: [String], deed: Deed.Kind?)? {
        let text = scene.newText()
        guard let client = one(of: scene.clients) else { return nil }
        switch kind {
        case .addClient: return (["client", "add", "--name", "Client \(text)"], .wrote(text))
        case .editClient:
            return (["client", "edit", client, "--buyer-reference", text], .wrote(text))
        case .deleteClient: return (["client", "delete", client], nil)
        case .draft:
            let line = "\(text); 4; 2.50; S 19"
            return (["invoice", "add", "--client", client, "--line", line], .wrote(text))
        case .editLine:
            return one(of: scene.drafts).map {
                (["invoice", "line", "edit", $0, "1", "--description", text], .wrote(text))
            }
        case .issue: return one(of: scene.drafts).map { (["invoice", "issue", $0], nil) }
        case .pay:
            return one(of: scene.numbers).map {
                (["payment", "add", "--amount", "1.00 EUR", "--for", $0], nil)
            }
        case .settle:
            return (["conflicts", "resolve", "--all", "--policy", "latest", "--yes"], nil)
        case .exchange: return (["sync", "now"], nil)
        }
    }

    private func one(of things: [String]) -> String? {
        let recent = Array(things.suffix(Self.recentCount))
        return recent.isEmpty ? nil : recent[choice % recent.count]
    }

    private func remember(
        _ answer: JSONValue, _ deed: Deed.Kind?, by traveller: Traveller, in scene: Scene
    ) {
        if let deed { scene.deeds.add(deed, by: traveller.name) }
        guard let id = answer["id"]?.string else { return }
        switch kind {
        case .addClient: scene.knowsClient(id)
        case .draft: scene.knowsDraft(id)
        case .issue:
            guard let number = answer["number"]?.string else { return }
            scene.knowsNumber(number)
            scene.deeds.add(.issued(number: number, id: id), by: traveller.name)
        default: break
        }
        scene.deeds.add(.made(id: id), by: traveller.name)
    }
}

extension Told {
    /// The code, and what was complained of.
    var summary: String {
        code == 0 ? "done" : "\(code.map { "\($0)" } ?? "killed") \(complaint.prefix(300))"
    }
}
