import JSON
import Machine
import Testing

/// A laptop with several books: told apart by their names, with a server or without.
@Suite(.toldWithLogs) struct SeveralBooksTests {
    @Test func `a laptop keeps several books apart`() async throws {
        try await World.with { world in
            let anna = try await Laptop.running("anna", in: world)
            try await anna.answer("client", "add", "--name", "Ada")
            let choir = try await anna.answer("book", "create", "Choir")
            #expect(choir["name"] == "Choir" && choir["state"] == "local")
            #expect(choir["default"] == false && choir["defaultBook"] == "main")
            #expect(try await anna.clients().map { $0["name"] } == ["Ada"])
            let band = try await anna.type("book", "create", "Big band")
            #expect(band.complaint.contains("go on with main"))
            #expect(band.complaint.contains("--book 'Big band'"))
            try await anna.answer("book", "use", "Choir")
            #expect(try await anna.clients() == [])
            try await anna.answer("client", "add", "--name", "Ben", "--book", "choir")
            let unknown = try await anna.type("client", "list", "--book", "Shop")
            #expect(unknown.code == 4 && unknown.complaint.contains("main, Choir, Big band"))
            try await anna.answer("book", "use", "main")
            #expect(try await anna.clients().map { $0["name"] } == ["Ada"])
            #expect(
                try await anna.answer("client", "list", "--book=Choir")["clients"]?
                    .array?.map { $0["name"] } == ["Ben"])
            #expect(try await anna.stop() == 0)
            try await anna.start()
            let books = try await anna.answer("book", "list")["books"]?.array ?? []
            #expect(books.map { $0["name"] } == ["main", "Choir", "Big band"])
            #expect(books.map { $0["default"] } == [true, false, false])
            #expect(books.map { $0["unsent"] } == [1, 1, 0])
            #expect(try await anna.answer("sync", "status")["books"]?.array == books)
            let screen = try await anna.type("sync", "status").output
            #expect(["main", "Choir", "Big band"].allSatisfy(screen.contains), "\(screen)")
        }
    }

    @Test func `a book of one's own goes up to the server of another, as its owner's laptop`()
        async throws
    {
        try await Office.with { world, office in
            try await office.add("ann")
            let anna = try await Laptop.running("anna", in: world)
            let invited = try await office.type(
                "admin", "device", "invite", "--owner", "ann@example.com", "--json")
            let code = try #require(try invited.json["code"]?.string)
            try await anna.answer("login", office.address, "--code", code)
            let joined = try await anna.answer("book", "list")["books"]?.array ?? []
            #expect(joined.map { $0["name"] } == ["Baker & Sons"])
            let choir = try await anna.answer("book", "create", "Choir")
            try await anna.answer("client", "add", "--name", "Ben", "--book", "Choir")
            let attached = try await anna.answer("book", "attach", "Choir")
            #expect(attached["state"] == "attached")
            #expect(attached["book"] == choir["book"])
            #expect(attached["server"] == .string(office.address))
            let again = try await anna.type("book", "attach", "Choir")
            #expect(again.code == 5)
            let id = try #require(choir["book"]?.string)
            try await until("both ends write the same") {
                try await anna.answer("sync", "now", "--book", "Choir")
                let ours = try await office.type("admin", "export", "--book", id).output
                let theirs = try await anna.type("book", "export", "--book", "Choir").output
                // The client, and who belongs to the book: Ann, her laptop, the server.
                return ours == theirs && ours.split(separator: "\n").count == 4
            }
        }
    }

    @Test func `whoever runs the server lets a laptop bring its book`() async throws {
        try await Office.with { world, office in
            let anna = try await Laptop.running("anna", in: world)
            try await anna.answer("client", "add", "--name", "Ada")
            let book = try await anna.answer("book", "create", "Choir")
            let nowhere = try await anna.type("book", "attach", "Choir")
            #expect(nowhere.code == 5 && nowhere.complaint.contains("counterfoil login"))
            let made = try await office.type(
                "admin", "book", "attach", try #require(book["book"]?.string), "Choir", "--json")
            let code = try #require(try made.json["code"]?.string)
            let attached = try await anna.answer(
                "book", "attach", "Choir", "--server", office.address, "--code", code)
            #expect(attached["state"] == "attached")
            #expect(try await office.type("admin", "book", "status", "Choir").code == 0)
            try await anna.answer("book", "create", "Band")
            let ownerless = try await anna.type("book", "attach", "Band")
            #expect(ownerless.code != 0 && ownerless.complaint.contains("admin book attach"))
        }
    }

    @Test func `a team's other book is listed, and fetched into a file of its own`() async throws {
        try await Office.with { world, office in
            try await office.add("ann")
            let made = try await office.type(
                "admin", "book", "create", "Choir", "--owner", "ann@example.com", "--json")
            let choir = try #require(try made.json["book"]?.string)
            let anna = try await Laptop.running("anna", in: world)
            let first = try await Self.code(office, "Baker & Sons")
            try await anna.answer("login", office.address, "--code", first)
            let listed = try await anna.answer("book", "list", "--remote")["books"]?.array ?? []
            #expect(listed.map { $0["name"] } == ["Baker & Sons", "Choir"])
            #expect(listed.last?["state"] == "not here")
            let again = try await anna.type(
                "book", "fetch", "--code", try await Self.code(office, "Baker & Sons"))
            #expect(again.code == 5 && again.complaint.contains("already"))
            let fetched = try await anna.answer(
                "book", "fetch", "--code", try await Self.code(office, "Choir"))
            #expect(fetched["name"] == "Choir" && fetched["book"] == .string(choir))
            try await anna.answer("client", "add", "--name", "Ben", "--book", "Choir")
            try await anna.answer("sync", "now", "--book", "Choir")
            let there = try await office.type("admin", "export", "--book", choir).output
            #expect(there.contains("Ben"))
            let left = try await anna.answer("book", "list", "--remote")["books"]?.array ?? []
            #expect(left.count == 2)
        }
    }

    @Test func `a book that was written out comes into another one, after a preview`()
        async throws
    {
        try await World.with { world in
            let anna = try await Laptop.running("anna", in: world)
            try await anna.answer("client", "add", "--name", "Ada")
            let file = world.directory + "/book.ndjson"
            try await anna.answer("book", "export", file)
            let piped = try await anna.type("book", "export", "-").output
            #expect(try AtomicFile.read(file, byteCountMax: 1 << 16) == Array(piped.utf8))
            try await anna.answer("book", "create", "Choir")
            let preview = try await anna.answer(
                "book", "import", file, "--dry-run", "--book", "Choir")
            #expect(preview["records"] == [["collection": "client", "count": 1]])
            let taken = try await anna.answer("book", "import", file, "--book", "Choir")
            #expect(taken["preview"] == false)
            #expect(
                try await anna.answer("client", "list", "--book", "Choir")["clients"]?
                    .array?.map { $0["name"] } == ["Ada"])
            try AtomicFile.write(Array("{}\n".utf8), to: file)
            let wrong = try await anna.type("book", "import", file, "--book", "Choir")
            #expect(wrong.code == 3 && wrong.complaint.contains("line 1"))
            let missing = try await anna.type("book", "import", file + "x", "--book", "Choir")
            #expect(missing.code != 0)
        }
    }

    private static func code(_ office: Office, _ book: String) async throws -> String {
        let made = try await office.type(
            "admin", "device", "invite", "--book", book, "--owner", "ann@example.com", "--json")
        return try #require(try made.json["code"]?.string)
    }
}
