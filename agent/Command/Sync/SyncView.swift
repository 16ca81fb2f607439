import CommandLine
import JSON

/// One screen about how a laptop and its server stand: in the book that is meant, and in a line
/// for each where it holds others too.
struct SyncView: Sendable {
    private let status: JSONValue
    private let books: [JSONValue]

    init(_ status: JSONValue, among books: [JSONValue]) {
        self.status = status
        self.books = books
    }

    func tell(on console: Console) {
        var table = Table([.text("", isFixed: true), .text("")])
        table.add(["state", state])
        for name in ["why", "server"] {
            if let text = status[name]?.string { table.add(["\(name)", "\(text)"]) }
        }
        if let id = status["book"]?.string {
            let book = books.first { BookView.id($0) == id }
            table.add(["book", Self.named(book.map(BookView.name), id)])
        }
        if let id = status["device"]?.string {
            table.add(["device", Self.named(status["deviceName"]?.string, id)])
        }
        if let contact { table.add(["last contact", "\(contact)"]) }
        for (name, next) in counts {
            let count = status[name]?.integer ?? 0
            table.add(["\(name)", count == 0 ? "0" : "\("\(count)", .yellow)  \(next, .dim)"])
        }
        console.show(table)
        if books.count > 1 {
            console.say("")
            BookView.table(of: books, on: console)
        }
    }

    private static func named(_ name: String?, _ id: String) -> Phrase {
        name.map { "\($0)  \(id, .dim)" } ?? "\(id)"
    }

    /// What may wait, and what a person does about it.
    private var counts: [(name: String, next: String)] {
        [
            ("unsent", unsent),
            ("refused", "see 'counterfoil sync refused list'"),
            ("conflicts", "see 'counterfoil conflicts list'"),
            ("approvals", "an owner decides: see 'counterfoil conflicts list'"),
            ("lost", "nobody could give them back: see 'counterfoil sync log'"),
            ("quarantined", "another change bears their name; they were entered again"),
        ]
    }

    /// What has to happen before unsent changes go.
    private var unsent: String {
        switch status["state"]?.string {
        case "alone": "they go when the book is brought to a team's server"
        case "halted": "they are kept, and go when nothing stands in the way any more"
        default: "they go when the server can be reached"
        }
    }

    private var state: Phrase {
        let state = status["state"]?.string ?? ""
        return state == "up to date" ? "\(state, .green)" : "\(state, .yellow)"
    }

    /// How long ago the two last spoke.
    private var contact: String? {
        guard let at = status["lastContact"]?.integer, let now = status["now"]?.integer else {
            return nil
        }
        let seconds = max(0, (now - at) / 1_000)
        return switch seconds {
        case 0..<60: "\(seconds) s ago"
        case 60..<3_600: "\(seconds / 60) min ago"
        case 3_600..<172_800: "\(seconds / 3_600) h ago"
        default: "\(seconds / 86_400) days ago"
        }
    }
}
