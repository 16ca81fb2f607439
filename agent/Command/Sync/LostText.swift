import JSON

/// What nobody could give back, in a person's words.
enum LostText {
    /// A sentence for each run of changes or entries.
    static func sentences(_ answer: JSONValue) -> [String] {
        (answer["lost"]?.array ?? []).map(sentence(ofChanges:))
            + (answer["lostEntries"]?.array ?? []).map(sentence(ofEntries:))
    }

    private static func sentence(ofEntries lost: JSONValue) -> String {
        let (first, last) = (lost["from"]?.integer ?? 0, lost["through"]?.integer ?? 0)
        return "Nobody could give back "
            + (first == last ? "entry \(first)" : "the entries \(first)–\(last)")
            + " of the log as it was before the server was restored."
    }

    /// `Nobody could give back the changes 0193f0aa/4–5, just before that of Ann, on “Desk”, …`
    private static func sentence(ofChanges lost: JSONValue) -> String {
        let replica = (lost["replica"]?.string ?? "").prefix(8)
        let (first, last) = (lost["from"]?.integer ?? 0, lost["through"]?.integer ?? 0)
        let changes =
            first == last
            ? "the change \(replica)/\(first)" : "the changes \(replica)/\(first)–\(last)"
        let next = lost["followed_by"]?.string.map { ", just before that of \($0)" } ?? ""
        return "Nobody could give back \(changes)\(next)."
    }
}
