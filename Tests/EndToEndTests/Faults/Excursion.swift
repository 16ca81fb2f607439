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
        try await onSite { site in try await live(with: .open(in: site), body) }
    }

    /// The same where Anna's laptop is on a disk whose power can be cut.
    static func withAnnaOnDisk(
        _ body: @Sendable (Excursion, Disk) async throws -> Void
    ) async throws {
        try await onDisk(called: "anna", mode: "700") { site, disk in
            try await live(with: .open(in: site)) { try await body($0, disk) }
        }
    }

    /// The same where the server is on such a disk, with a PostgreSQL that it keeps by itself.
    static func withServerOnDisk(
        _ body: @Sendable (Excursion, Disk) async throws -> Void
    ) async throws {
        try await onDisk(called: "office", mode: "755") { site, disk in
            try await live(with: .openKeepingItsOwn(in: site)) { try await body($0, disk) }
        }
    }

    private static func onSite(_ body: @Sendable (Site) async throws -> Void) async throws {
        try await Turnstile.shared.pass {
            try await TemporaryDirectory.with { try await body(Site(directory: $0)) }
        }
    }

    private static func onDisk(
        called name: String, mode: String,
        _ body: @Sendable (Site, Disk) async throws -> Void
    ) async throws {
        try await onSite { site in
            let place = "\(site.directory)/\(name)"
            let lent: Void? = try await Disk.with(at: place, mode: mode) { disk in
                try await body(site, disk)
            }
            try #require(lent != nil)
        }
    }

    private static func live(
        with bureau: Bureau, _ body: @Sendable (Excursion) async throws -> Void
    ) async throws {
        do {
            let anna = try await Traveller.joined("anna", to: bureau)
            let boris = try await Traveller.joined("boris", to: bureau)
            let excursion = Excursion(bureau: bureau, anna: anna, boris: boris)
            try await anna.answer(["settings", "edit", "--name", "Nora Berg", "--currency", "EUR"])
            try await excursion.add("Ada Ltd", on: anna)
            try await excursion.expectAgreement()
            try await body(excursion)
        } catch {
            Issue.record(error)
        }
        await bureau.site.end()
        try await bureau.close()
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
    func expectAgreement(_ others: Traveller...) async throws { try await expectAgreement(others) }

    /// The same with any number of others.
    func expectAgreement(_ others: [Traveller]) async throws {
        let inspection = Inspection(bureau, [anna, boris] + others)
        let book = try await inspection.agreement()
        let faults = try await inspection.faults(of: book, after: deeds.all)
        #expect(faults.isEmpty, "\(faults.joined(separator: "; "))")
    }
}
