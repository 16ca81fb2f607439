import CommandLine

extension Family {
    /// A laptop that comes new to an old book.
    static let newcomer = Family(
        name: "newcomer",
        summary: "a team's book fetched by an empty laptop, beside a copy of the file it becomes",
        fairness: """
            The agent is the program of its own and joins by a code; the book has a thousand \
            clients and so many drafts of invoices with three lines each. The clock runs until the \
            agent says that it holds the log's head, with every projection and the words of all \
            records in the full-text index. Beside it, SQLite alone reads the tables of the \
            finished file and writes them to another one with the same keys and the same index of \
            words. While the book comes, the owner adds clients through the agent's socket, one \
            after the other: the longest of these is how long anybody had to wait, beside the \
            longest of as many once all is there. Memory is the most that the agent ever held, \
            beside what it held before.
            """
    ) { bench in
        try await TeamServer.with(in: bench.scratch) { server in
            let count = bench.isFull ? 100_000 : 3_000
            bench.progress.update("newcomer: a book of \(count) invoices")
            let book = try await InvoiceBook.filled(count, on: server)
            let laptop = try await NewLaptop(in: bench.scratch)
            let fetched: NewLaptop.Fetched
            do {
                fetched = try await laptop.fetch(book, from: server)
            } catch {
                await laptop.end()
                throw error
            }
            await laptop.end()
            let copied = try await laptop.copy()
            return [
                row(
                    "\(count) invoices fetched", "SQLite alone", .milliseconds(each: "book"),
                    .within(15_000), fetched.run, copied),
                row(
                    "Longest edit meanwhile", "afterwards", .milliseconds(each: "edit"),
                    .within(50), fetched.longestEdit, fetched.longestEditLater),
                row(
                    "Agent's memory", "before", .bytes(each: "agent"), .bytesAtMost(120e6),
                    fetched.memory, fetched.memoryBefore),
            ]
        }
    }

    private static func row(
        _ name: String, _ model: String, _ unit: Unit, _ goal: Goal, _ ours: Run, _ theirs: Run
    ) -> Measurement {
        let comparison = Comparison(
            name: name, model: model, unit: unit, goal: goal, ours: { ours }, theirs: { theirs })
        return Measurement(of: comparison, [Pair(ours: ours, theirs: theirs)])
    }
}
