import FaultRig
import JSON
import TestPostgreSQL
import Testing

/// Two laptops and a server of one test, to which anything may be done; and what they promised.
struct Excursion: Sendable {
    let bureau: Bureau
    let anna: Traveller
    let boris: Traveller
    let deeds = Deeds()

    /// Lends them, with a client that both know.
    static func with(_ body: @Sendable (Excursion) async throws -> Void) async throws {
        try await Turnstile.shared.pass {
            try await TemporaryDirectory.with { directory in
                let site = Site(directory: directory)
                let bureau = try await Bureau.open(in: site)
                do {
                    let anna = try await Traveller.joined("anna", to: bureau)
                    let boris = try await Traveller.joined("boris", to: bureau)
                    let excursion = Excursion(bureau: bureau, anna: anna, boris: boris)
                    try await anna.answer([
                        "settings", "edit", "--name", "Nora Berg", "--currency", "EUR",
                    ])
                    try await excursion.add("Ada Ltd", on: anna)
                    try await excursion.expectAgreement()
                    try await body(excursion)
                } catch {
                    Issue.record(error)
                }
                await site.end()
                try await bureau.close()
            }
        }
    }

    /// Adds a client; a deed, if the laptop says that it is done.
    @discardableResult
    func add(_ name: String, on laptop: Traveller) async throws -> Told {
        let told = try await laptop.type(["client", "add", "--name", name, "--json"])
        if told.code == 0 { deeds.add(.wrote(name), by: laptop.name) }
        return told
    }

    /// Issues an invoice; a deed, if the laptop tells its number.
    func invoice(on laptop: Traveller) async throws {
        let draft = try await laptop.answer([
            "invoice", "add", "--client", "Ada Ltd", "--line", "Bread; 4; 2.50; S 19",
        ])
        let id = try #require(draft["id"]?.string)
        let issued = try await laptop.answer(["invoice", "issue", id])
        let number = try #require(issued["number"]?.string)
        deeds.add(.issued(number: number, id: issued["id"]?.string ?? ""), by: laptop.name)
    }

    /// Everybody ends with the same book, and nothing that was promised is missing.
    func expectAgreement(_ others: Traveller...) async throws {
        let inspection = Inspection(bureau, [anna, boris] + others)
        let book = try await inspection.agreement()
        #expect(try await inspection.faults(of: book, after: deeds.all) == [])
    }
}
