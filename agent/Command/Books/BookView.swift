import CommandLine
import JSON

/// Shows books to a person.
enum BookView {
    private static let waiting = ["unsent", "refused", "conflicts", "approvals"]

    /// One line for each book, with what waits in it.
    static func table(of books: [JSONValue], on console: Console) {
        var table = Table([
            .text("BOOK"), .text("STATE", isFixed: true), .text("SERVER"), .text("WAITS"),
            .text("ID", isFixed: true), .text(""),
        ])
        for book in books {
            table.add([
                "\(name(book))", state(book), "\(book["server"]?.string ?? "")", waits(book),
                "\(id(book))", book["default"] == .bool(true) ? "\("default", .dim)" : "",
            ])
        }
        console.show(table)
    }

    /// What a book is called.
    static func name(_ book: JSONValue) -> String { book["name"]?.string ?? "" }

    /// Says which book commands go on with after another one was added.
    static func tellWhatIsMeant(beside book: JSONValue, on console: Console) {
        guard book["default"] != .bool(true) else { return }
        let name = name(book)
        let other = book["defaultBook"]?.string.map {
            "Commands go on with \($0) where no book is named. "
        }
        console.note(
            "\(other ?? "")Name this one with --book '\(name)', or choose it with "
                + "'counterfoil book use'.")
    }

    /// A book's id.
    static func id(_ book: JSONValue) -> String { book["book"]?.string ?? "" }

    private static func state(_ book: JSONValue) -> Phrase {
        let state = book["state"]?.string ?? ""
        guard state == "attached" else { return "\(state)" }
        let sync = book["sync"]?.string ?? ""
        return sync == "up to date" ? "\(sync, .green)" : "\(sync, .yellow)"
    }

    private static func waits(_ book: JSONValue) -> Phrase {
        let counts = waiting.compactMap { name in
            let count = book[name]?.integer ?? 0
            // Without a server nothing is to be sent.
            let isTold = count > 0 && (name != "unsent" || book["state"] == "attached")
            return isTold ? "\(count) \(name)" : nil
        }
        if let why = book["why"]?.string, book["state"] == "shut" { return "\(why, .red)" }
        return counts.isEmpty ? "nothing" : "\(counts.joined(separator: ", "), .yellow)"
    }
}
