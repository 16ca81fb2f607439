import AgentSocket
import JSON
import Machine
import Testing

@Suite(.toldWithLogs) struct InvoiceTests {
    @Test func `two laptops that issue offline never give one number, and both have all of them`()
        async throws
    {
        try await Office.with { world, office in
            let anna = try await Laptop.joined("anna", to: office)
            let boris = try await Laptop.joined("boris", to: office)
            try await anna.readyToInvoice()
            for laptop in [anna, boris] { try await laptop.answer("sync", "now") }
            await office.kill()
            var numbers: [String] = []
            for laptop in [anna, boris, anna, boris] { numbers.append(try await laptop.invoice()) }
            #expect(Set(numbers).count == 4)
            let paid = numbers[0]
            try await anna.answer("payment", "add", "--amount", "11.90 EUR", "--for", paid)
            try await office.serve()
            for laptop in [anna, boris, anna] { try await laptop.answer("sync", "now") }
            let lists = [try await anna.invoices(), try await boris.invoices()]
            #expect(Set(lists[0].map(\.number)) == Set(numbers))
            #expect(lists[0] == lists[1])
            #expect(lists[1].first { $0.number == paid }?.state == "paid")
        }
    }

    @Test func `charges are written, and a payment is released, by command`() async throws {
        try await World.with { world in
            let anna = try await Laptop.running("anna", in: world)
            try await anna.readyToInvoice()
            let draft = try await anna.draft()
            let charged = try await anna.answer(
                "invoice", "charge", "add", draft, "--kind", "charge", "--amount", "10 EUR",
                "--reason", "Shipping", "--tax-category", "S", "--tax-rate", "19")
            #expect(charged["total"] == "23.80")
            let shown = try await anna.type("invoice", "show", draft)
            #expect(shown.output.contains("1  charge  10.00 EUR  Shipping"))
            let less = try await anna.answer(
                "invoice", "charge", "edit", draft, "1", "--kind", "allowance", "--amount", "1 EUR")
            #expect(less["total"] == "10.71")
            #expect(
                try await anna.answer("invoice", "charge", "delete", draft, "1")["total"]
                    == "11.90")
            let (first, second) = (try await anna.invoice(), try await anna.invoice())
            let payment = try await anna.answer(
                "payment", "add", "--amount", "11.90 EUR", "--for", first)
            let id = try #require(payment["id"]?.string)
            let moved = try await anna.answer(
                "payment", "release", id, "--from", first, "--for", second)
            #expect(moved["left"]?["value"] == "0.00")
            let states = try await anna.invoices()
            #expect(states.first { $0.number == first }?.state == "unpaid")
            #expect(states.first { $0.number == second }?.state == "paid")
            let nothing = try await anna.type("payment", "release", id, "--from", first)
            #expect(nothing.code == 5 && nothing.complaint.contains("pays nothing"))
            #expect(try await anna.type("payment", "release", id).code == 2)
            let told = try await anna.type("payment", "show", id)
            #expect(told.output.contains(second) && !told.output.contains(first))
        }
    }

    @Test func `no number is given twice though the agent is killed while it issues`()
        async throws
    {
        try await World.with { world in
            let laptop = try await Laptop.running("anna", in: world)
            try await laptop.readyToInvoice()
            var told: [String] = []
            for _ in 0..<3 {
                told.append(try await laptop.invoice())
                let draft = try await laptop.draft()
                async let issued = laptop.ask(.post, "invoices", draft, "issue", body: [:])
                await laptop.kill()
                if let number = (try? await issued)?["number"]?.string { told.append(number) }
                try await laptop.start()
            }
            told.append(try await laptop.invoice())
            let held = try await laptop.invoices().filter { $0.state != "draft" }.map(\.number)
            #expect(Set(told).count == told.count)
            #expect(Set(held).count == held.count)
            #expect(Set(held).isSuperset(of: told))
        }
    }

    /// Two laptops of one book, and a draft that both hold.
    private func sharedDraft(at office: Office) async throws -> (Laptop, Laptop, String) {
        let anna = try await Laptop.joined("anna", to: office)
        let boris = try await Laptop.joined("boris", to: office)
        try await anna.readyToInvoice()
        let draft = try await anna.draft()
        for laptop in [anna, boris] { try await laptop.answer("sync", "now") }
        return (anna, boris, draft)
    }

    @Test func `a draft in conflict is not issued until a person has settled it`() async throws {
        try await Office.with { world, office in
            let (anna, boris, draft) = try await sharedDraft(at: office)
            await office.kill()
            try await anna.answer("invoice", "line", "edit", draft, "1", "--quantity", "5")
            try await boris.answer("invoice", "line", "edit", draft, "1", "--quantity", "6")
            try await office.serve()
            for laptop in [anna, boris, anna] { try await laptop.answer("sync", "now") }
            let refused = try await anna.type("invoice", "issue", draft, "--json")
            #expect(refused.code == 5)
            #expect(try refused.failure["error"] == "conflict")
            let open = try await anna.answer("conflicts", "list")["conflicts"]?.array
            let id = try #require(open?.first?["id"]?.string)
            try await anna.answer("conflicts", "resolve", id, "--take", "mine")
            let issued = try await anna.answer("invoice", "issue", draft)
            #expect(issued["total"] == "14.88")
        }
    }

    @Test func `what is not said of a price stays as it is shown, and no policy settles money`()
        async throws
    {
        try await Office.with { world, office in
            let (anna, boris, draft) = try await sharedDraft(at: office)
            await office.kill()
            for (laptop, price) in [(anna, "80"), (boris, "120")] {
                try await laptop.answer(
                    "invoice", "line", "edit", draft, "1", "--unit-price", price)
            }
            try await office.serve()
            for laptop in [anna, boris, anna] { try await laptop.answer("sync", "now") }
            let policy = ["--all", "--policy", "latest"]
            let preview = try await anna.answer(
                "conflicts", "resolve", policy[0], policy[1], policy[2])
            #expect(preview["preview"] == true && preview["settled"] == [])
            #expect(preview["left"] == 1)
            let shown = try await anna.price(of: draft)
            let open = try await anna.answer("conflicts", "list")["conflicts"]?.array
            let id = try #require(open?.first?["id"]?.string)
            try await anna.answer("conflicts", "resolve", id, "--set", "quantity=2")
            #expect(try await anna.price(of: draft) == shown)
            #expect(["80", "120"].contains(shown))
        }
    }

    @Test func `the copy of a laptop's directory numbers in a series of its own`() async throws {
        try await World.with { world in
            let laptop = try await Laptop.running("anna", in: world)
            try await laptop.readyToInvoice()
            let first = try await laptop.invoice()
            #expect(try await laptop.stop() == 0)
            let copy = Laptop("copy", in: world)
            let copied = try await Subprocess("/bin/cp", ["-a", laptop.home + "/.", copy.home])
                .run()
            #expect(copied.status == .exited(0))
            try await copy.start()
            try await laptop.start()
            let numbers = [try await laptop.invoice(), try await copy.invoice()]
            #expect(Set(numbers + [first]).count == 3)
            let series = (numbers + [first]).map { $0.split(separator: "-")[1] }
            #expect(series[0] == series[2])
            #expect(series[1] != series[0])
        }
    }

    @Test func `a person is told what is missing and which command fills it in`() async throws {
        try await World.with { world in
            let laptop = try await Laptop.running("anna", in: world)
            let draft = try await laptop.answer("invoice", "add", "--line", "Bread; 3; 2.50; S 19")
            let id = try #require(draft["id"]?.string)
            let reply = try await laptop.type("invoice", "issue", id)
            #expect(reply.code == 3)
            for words in ["settings.name", "draft.client", "'counterfoil settings edit'"] {
                #expect(reply.complaint.contains(words))
            }
            #expect(try await laptop.type("invoice", "show", "2026-XXXX-0001").code == 4)
        }
    }
}

/// One row of a list of invoices.
private struct Listed: Equatable {
    let number: String
    let state: String
    let open: String
}

extension Laptop {
    fileprivate func readyToInvoice() async throws {
        try await answer("settings", "edit", "--name", "Nora Berg", "--currency", "EUR")
        try await answer("client", "add", "--name", "Ada Ltd")
    }

    /// The id of a new draft over 11.90.
    fileprivate func draft() async throws -> String {
        let draft = try await answer(
            "invoice", "add", "--client", "Ada Ltd", "--line", "Bread; 4; 2.50; S 19")
        return try #require(draft["id"]?.string)
    }

    /// What one piece of a draft's first line costs.
    fileprivate func price(of draft: String) async throws -> String? {
        let shown = try await answer("invoice", "show", draft)
        return shown["lines"]?.array?.first?["unitPrice"]?.string
    }

    /// The number of a new invoice.
    fileprivate func invoice() async throws -> String {
        let issued = try await answer("invoice", "issue", try await draft())
        return try #require(issued["number"]?.string)
    }

    fileprivate func invoices() async throws -> [Listed] {
        let list = try #require(try await answer("invoice", "list")["invoices"]?.array)
        return list.map { json in
            Listed(
                number: json["number"]?.string ?? "", state: json["state"]?.string ?? "",
                open: json["open"]?.string ?? "")
        }.sorted { $0.number < $1.number }
    }
}
