import JSON
import PostgreSQL
import Testing

/// What whoever operates the server does with a book.
@Suite(.toldWithLogs) struct BookCommandTests {
    @Test func `a book says how it stands, begins to wait, and is released`() async throws {
        try await Office.with { _, office in
            // Somebody is waited for.
            let anna = try await Laptop.joined("anna", to: office)
            try await anna.answer("sync", "now")
            await anna.kill()
            let book = try #require(try await Self.status(office)["book"]?.string)
            #expect(try await Self.status(office)["recoveringSince"] == .null)
            let restored = try await office.type("admin", "restored", "--json")
            #expect(restored.code == 0, "\(restored.complaint)")
            #expect(try restored.json["books"] == [.string(book)])
            #expect(try await Self.status(office)["recoveringSince"]?.string != nil)
            let told = try await office.type("admin", "book", "status")
            #expect(told.output.contains("still since"))
            try await until("the metric tells of it") {
                try await office.metric("counterfoil_books_recovering") == "1"
            }
            let released = try await office.type("admin", "book", "release", book, "--json")
            #expect(try released.json["released"] == true)
            #expect(try await Self.status(office)["recoveringSince"] == .null)
            let again = try await office.type("admin", "book", "release", book, "--json")
            #expect(try again.json["released"] == false)
        }
    }

    @Test func `what nobody could give back is listed to whoever runs the server`() async throws {
        try await Office.with { _, office in
            #expect(try await Self.status(office)["lost"] == ["entries": [], "changes": []])
            let book = try #require(try await Self.status(office)["book"]?.string)
            let connection = try await Connection(try #require(office.settings))
            try await connection.run(
                "INSERT INTO lost_entries VALUES ('\(book)', 1763700000000, 4, 6)")
            await connection.close()
            let lost: JSONValue = [
                "from": 4, "through": 6, "recovering_since": "2025-11-21T04:40:00Z",
            ]
            #expect(try await Self.status(office)["lost"]?["entries"] == [lost])
            let told = try await office.type("admin", "book", "status", book)
            #expect(told.output.contains("3 entries of the log"))
            #expect(told.output.contains("entries 4–6"))
        }
    }

    @Test func `the owner's laptop tells what nobody could give back`() async throws {
        try await Office.with { world, office in
            try await office.add("ann")
            let invited = try await office.type(
                "admin", "device", "invite", "--owner", "ann@example.com", "--json")
            let code = try #require(try invited.json["code"]?.string)
            let anna = try await Laptop.running("anna", in: world)
            try await anna.answer("login", office.address, "--code", code)
            try await anna.answer("sync", "now")
            #expect(try await anna.answer("sync", "log")["lostEntries"] == [])
            #expect(try await anna.answer("sync", "status")["lost"] == 0)
            let book = try #require(try await Self.status(office)["book"]?.string)
            let connection = try await Connection(try #require(office.settings))
            try await connection.run(
                "INSERT INTO lost_entries VALUES ('\(book)', 1763700000000, 4, 6)")
            await connection.close()
            let told = try await anna.type("sync", "log")
            #expect(told.complaint.contains("the entries 4–6 of the log as it was before"))
        }
    }

    @Test func `what a laptop wrote is exported, and who it is is told in the book`() async throws {
        try await Office.with { world, office in
            let anna = try await Laptop.running("anna", in: world)
            try await anna.answer("login", office.address, "--code", try await office.invite())
            try await anna.answer("client", "add", "--name", "Ada & Sons")
            try await until("the grants and the client are there") {
                let lines = try await Self.export(office)
                return lines.contains { $0.contains("Ada & Sons") }
                    && lines.count { $0.contains(#""collection":"grant""#) } == 2
            }
            let lines = try await Self.export(office)
            #expect(lines.allSatisfy { (try? JSONValue(parsing: Array($0.utf8))) != nil })
            #expect(lines.contains { $0.contains("the server") })
            let status = try await Self.status(office)
            #expect(status["devices"]?.array?.count == 1)
        }
    }

    @Test func `laptop and server write the same book out in the same bytes`() async throws {
        try await Office.with { world, office in
            let anna = try await Laptop.joined("anna", to: office)
            let boris = try await Laptop.joined("boris", to: office)
            for (number, laptop) in [anna, boris, anna].enumerated() {
                try await laptop.answer("client", "add", "--name", "Client \(number)")
            }
            for laptop in [anna, boris] {
                try await until("both ends write the same") {
                    try await laptop.answer("sync", "now")
                    let ours = try await office.type("admin", "export").output
                    let theirs = try await laptop.type("book", "export").output
                    return ours == theirs && ours.split(separator: "\n").count == 6
                }
            }
        }
    }

    @Test func `a book that is not there has no standing and no export`() async throws {
        try await Office.with { _, office in
            for words in [
                ["admin", "book", "status", "nowhere"], ["admin", "export", "--book", "nowhere"],
                ["admin", "restored", "--book", "nowhere"],
            ] {
                let reply = try await office.type(words: words)
                #expect(reply.code == 4, "\(words)")
                #expect(reply.complaint.contains("There is no book nowhere"))
            }
        }
    }

    private static func status(_ office: Office) async throws -> JSONValue {
        let reply = try await office.type("admin", "book", "status", "--json")
        try #require(reply.code == 0, "\(reply.complaint)")
        return try #require(try reply.json.array?.first)
    }

    private static func export(_ office: Office) async throws -> [String] {
        let reply = try await office.type("admin", "export")
        try #require(reply.code == 0, "\(reply.complaint)")
        return reply.output.split(separator: "\n").map { String($0) }
    }
}
