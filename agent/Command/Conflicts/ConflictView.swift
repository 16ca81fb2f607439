import CommandLine
import JSON

/// Tells a conflict to a person.
struct ConflictView: Sendable {
    static let argument = Argument("conflict", .one, "Its id, or how it begins")

    private static let shortCount = 8

    private let conflict: JSONValue

    init(_ conflict: JSONValue) { self.conflict = conflict }

    /// As much of a conflict's id as a person needs to type.
    static func shortID(_ conflict: JSONValue) -> String {
        String((conflict["id"]?.string ?? "").prefix(shortCount))
    }

    /// The whole story.
    func tell(on console: Console) {
        console.say("\(text("title"), .bold)")
        if let base = conflict["base"]?.string { console.say("  before: \(base)") }
        for side in conflict["sides"]?.array ?? [] {
            console.say("  \(side["whose"]?.string ?? "", .bold): \(side["says"]?.string ?? "")")
            for by in side["by"]?.array ?? [] { console.say("    \(by.string ?? "", .dim)") }
        }
        console.say("Why you are asked: \(text("why"))")
        console.say("Meanwhile: \(text("meanwhile"))")
        console.say("You can:")
        for (index, offer) in (conflict["offers"]?.array ?? []).enumerated() {
            console.say("  \("\(index + 1)")  \(offer["words"]?.string ?? "")")
        }
        console.note(
            "'counterfoil conflicts resolve \(Self.shortID(conflict)) --choose N' does it; "
                + "--take, --set and others are in its help.")
    }

    private func text(_ name: String) -> String { conflict[name]?.string ?? "" }
}
