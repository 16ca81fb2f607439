import AgentStore
import Bytes
import Catalog
import JSON
import Machine
import Sync
import Testing

/// What issuing demands of the way something is written is demanded of who writes it.
struct SpellingTests {
    private static let wrong: [(name: String, text: JSONValue)] = [
        ("phone", "111"), ("email", "bo@@"), ("vatID", "DE1"), ("peppolID", "x"),
        ("language", "!"), ("discountPercent", "101"),
        ("billingAddress", ["city": "Oslo", "country": "QQ"]),
        ("deliveryAddress", ["country": "Norway"]),
    ]

    @Test(arguments: wrong.indices)
    func `a client's field that issuing would refuse is refused when it is written`(
        index: Int
    ) async throws {
        let (name, text) = Self.wrong[index]
        try await Laptop.with { laptop in
            let client = try await laptop.add("Bo")
            let errors = await #expect(throws: FieldErrors.self) {
                _ = try await laptop.store.edit(
                    client.key.id.text, in: Catalog.client, by: [name: text], at: 2_000)
            }
            let error = try #require(errors?.errors.first)
            #expect(errors?.errors.count == 1 && error.path.hasPrefix(name))
            #expect(error.expectation.hasPrefix("Expected ") || name == "deliveryAddress")
            await #expect(throws: FieldErrors.self) {
                _ = try await laptop.store.add(
                    ["name": "Cleo", name: text], to: Catalog.client, at: 2_000)
            }
            #expect(try laptop.changes().count == 1)
        }
    }

    @Test func `the settings, contacts and products are asked for the same`() async throws {
        try await Biller.with { biller in
            for form: [String: JSONValue] in [
                ["phone": "555"], ["bank": ["iban": "DE00"]], ["website": "x"],
                ["timeZone": "Nowhere At All"], ["address": ["country": "ZZ"]],
            ] {
                await #expect(throws: FieldErrors.self) {
                    _ = try await biller.billing.editSettings(by: form, at: 1_000)
                }
            }
            let store = biller.laptop.store
            await #expect(throws: FieldErrors.self) {
                _ = try await store.add(
                    ["name": "Bread", "barcode": "123"], to: Catalog.product, at: 1_000)
            }
        }
    }

    @Test func `what stands already keeps nobody from mending the rest`() async throws {
        try await Laptop.with { old in
            _ = try await old.store.add(
                ["name": "Bo", "phone": "11111"], to: Catalog.client, at: 1_000)
            let lines = String(
                decoding: try await old.store.export().bytes(from: 0, countMax: 1 << 20),
                as: UTF8.self)
            let told = lines.replacing("\"11111\"", with: "\"1\"")
            let book = try ImportedBook(lines: Array(told.utf8))
            try await Laptop.with { laptop in
                _ = try await laptop.store.take(book, isPreview: false, at: 2_000)
                // As a page would send it: with all that it was shown.
                let client = try await laptop.store.edit(
                    "Bo", in: Catalog.client, by: ["phone": "1", "email": "bo@example.com"],
                    at: 3_000)
                let json = Catalog.client.json(of: client)
                #expect(json["phone"] == "1" && json["email"] == "bo@example.com")
            }
        }
    }
}
