import AgentStore
import Bookkeeping
import Bytes
import Catalog
import Glibc
import Invoicing
import JSON
import Money
import SQLite
import Sync
import TestPostgreSQL
import Testing

/// A laptop's book with settings and a client, and the bills that are written on it.
struct Biller {
    /// 2026-03-02, at noon.
    static let time: UInt64 = 1_772_452_800_000

    let laptop: Laptop
    let billing: Billing
    let home: String

    /// Lends a laptop on which one can bill, and removes it afterwards.
    static func with<Value>(
        isReady: Bool = true, _ body: (Biller) async throws -> Value
    ) async throws -> Value {
        try await TemporaryDirectory.with { directory in
            let biller = try await Biller(in: directory)
            if isReady { try await biller.prepare() }
            let value = try await body(biller)
            await biller.laptop.store.close()
            return value
        }
    }

    init(in home: String, marks: String = "series.marks") async throws {
        self.home = home
        laptop = try await Laptop(at: home + "/book.sqlite", marks: "\(home)/\(marks)")
        billing = Billing(laptop.store)
    }

    func prepare() async throws {
        _ = try await billing.editSettings(
            by: ["name": "Nora Berg", "currency": "EUR", "timeZone": "UTC"], at: Self.time)
        _ = try await laptop.add("Ada Ltd")
    }

    /// Ends this life of the database and begins the next one, after something was done between.
    func restarted(after step: () throws -> Void = {}) async throws -> Biller {
        await laptop.store.close()
        try step()
        return try await Biller(in: home)
    }

    /// A draft for Ada of one line at 19 %.
    func draft(_ price: String = "100", kind: String = "invoice") async throws -> String {
        let line: JSONValue = [
            "description": "Bread", "unitPrice": .string(price), "taxCategory": "S",
            "taxRate": "19",
        ]
        return try await billing.add(
            ["client": "Ada Ltd", "kind": .string(kind), "lines": [line]], at: Self.time
        ).id.text
    }

    /// Issues a new draft and tells its number.
    func issue(_ price: String = "100", on day: String? = nil) async throws -> String {
        let draft = try await draft(price)
        let key = try await billing.issue(draft, on: day, at: Self.time)
        return try #require(try await show(key.id.text)["number"]?.string)
    }

    func show(_ reference: String) async throws -> JSONValue {
        try await billing.show(reference, at: Self.time)
    }

    /// The state of an invoice and what is open of it.
    func standing(_ number: String) async throws -> [String] {
        let invoice = try await show(number)
        return [invoice["state"]?.string ?? "", invoice["balance"]?["open"]?.string ?? ""]
    }

    func pay(_ amount: String, for numbers: String...) async throws -> String {
        try await billing.addPayment(
            [
                "amount": ["value": .string(amount), "currency": "EUR"], "client": "Ada Ltd",
                "for": .array(numbers.map { .string($0) }),
            ], at: Self.time
        ).id.text
    }

    /// The bytes of a file of the laptop's.
    func bytes(of name: String) throws -> [UInt8] {
        let descriptor = open(home + "/" + name, O_RDONLY)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        var (bytes, chunk) = ([UInt8](), [UInt8](repeating: 0, count: 1 << 16))
        while case let count = read(descriptor, &chunk, chunk.count), count > 0 {
            bytes += chunk[..<count]
        }
        return bytes
    }

    /// Writes a file in its place, as whoever restores a copy does: the file stays the same one.
    func overwrite(_ name: String, with bytes: [UInt8]) throws {
        let descriptor = open(home + "/" + name, O_WRONLY | O_TRUNC | O_CREAT, 0o600)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        try #require(write(descriptor, bytes, bytes.count) == bytes.count)
    }
}

/// The series of a printed number: `K7QD` of `2026-K7QD-0001`.
func series(_ number: String) -> Substring { number.split(separator: "-")[1] }

/// The count of a printed number.
func count(_ number: String) -> Int? {
    number.split(separator: "-").last.flatMap { Int($0.filter(\.isNumber)) }
}
