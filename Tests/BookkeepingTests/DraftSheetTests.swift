import Bookkeeping
import Bytes
import Catalog
import Causality
import InvoiceForm
import Invoicing
import JSON
import Money
import Sync
import Testing

struct DraftSheetTests {
    private let bread: [String: JSONValue] = [
        "description": "Bread", "quantity": "3", "unitPrice": "2.50", "taxCategory": "S",
        "taxRate": "19",
    ]

    @Test func `the figures are those of lines, discount, allowances and charges`() throws {
        var (shelf, client) = try Shelf.ready()
        let advice: [String: JSONValue] = [
            "quantity": "2", "unitPrice": "90", "unit": "HUR", "discountPercent": "10",
            "taxCategory": "S", "taxRate": "25",
        ]
        let draft = try shelf.draft(
            for: client, ["discount": ["percent": "10", "reason": "Loyal"]],
            lines: [bread, advice],
            charges: [
                [
                    "kind": "charge", "reason": "Freight", "taxCategory": "S", "taxRate": "19",
                    "amount": ["value": "5.00", "currency": "EUR"],
                ]
            ])
        let sheet = try #require(try DraftSheet(of: draft, in: shelf.book))
        let totals = try sheet.form().totals()
        // 7.50 + 162.00, less 16.95, plus 5.00 of freight.
        #expect(totals.lineSum.text == "169.50")
        #expect(totals.net.text == "157.55")
        #expect(totals.total == (try sheet.issuable(zone: "UTC").face.content.totals().total))
    }

    @Test func `a price in another currency keeps the draft from being worked out`() throws {
        var (shelf, client) = try Shelf.ready()
        let draft = try shelf.draft(
            for: client, lines: [bread, bread.merging(["currency": "USD"]) { $1 }])
        let sheet = try #require(try DraftSheet(of: draft, in: shelf.book))
        let refused = #expect(throws: BookkeepingError.self) { try sheet.form() }
        guard case .fields(let errors) = refused else { return #expect(Bool(false)) }
        #expect(errors.errors.map(\.path) == ["lines[1].currency"])
    }

    @Test func `lines stand in the order of their positions`() throws {
        var (shelf, client) = try Shelf.ready()
        let names = (0..<40).map { "Line \($0)" }
        let lines = names.map { bread.merging(["description": .string($0)]) { $1 } }
        let draft = try shelf.draft(for: client, lines: lines)
        let sheet = try #require(try DraftSheet(of: draft, in: shelf.book))
        #expect(sheet.lines.map { $0.text("description") } == names)
        let positions = sheet.lines.compactMap { $0.text("position") }
        #expect(LinePosition.after(positions) > positions.max() ?? "")
        #expect(LinePosition.after(["zz", "a0001"]) > "zz")
        #expect(LinePosition.after(["azzzz"]) > "azzzz")
    }

    @Test func `a field or a member that a later version wrote is noticed`() throws {
        var (shelf, client) = try Shelf.ready()
        let draft = try shelf.draft(for: client, lines: [bread])
        #expect(try DraftSheet(of: draft, in: shelf.book)?.isOfLaterVersion == false)
        let line = try #require(try DraftSheet(of: draft, in: shelf.book)?.lines.first)
        var (unknownField, unknownMember) = (shelf, shelf)
        let address = { RegisterAddress(record: line.key, register: $0) }
        unknownField.write([Write(address: address(900), value: .text("new"), replaces: [])])
        #expect(try DraftSheet(of: draft, in: unknownField.book)?.isOfLaterVersion == true)
        let content = Value.group([.init(number: 77, value: .text("new"))])
        unknownMember.write([
            Write(address: address(4), value: content, replaces: line.record[4].dots)
        ])
        #expect(try DraftSheet(of: draft, in: unknownMember.book)?.isOfLaterVersion == true)
    }

    @Test func `issuing freezes every change of the draft, its bytes and its life`() throws {
        var (shelf, client) = try Shelf.ready()
        let before = shelf.dots
        let draft = try shelf.draft(for: client, lines: [bread, bread])
        let made = shelf.dots.subtracting(before)
        let (document, key) = try issue(draft, on: &shelf)
        let facts = try #require(try shelf.book.facts(key))
        #expect(IssuedDocument(facts) == document)
        guard case .bytes(let frozen) = facts["frozen"] else { return #expect(Bool(false)) }
        #expect(FrozenChanges.dots(frozen) == made)
        #expect(try DraftSheet(of: draft, in: shelf.book)?.documents == [key.id])
    }

    @Test(arguments: [false, true])
    func `a credit note of the whole takes back every sum to the cent`(isWithTax: Bool) throws {
        var (shelf, client) = try Shelf.ready()
        let amount: JSONValue = ["value": "3.33", "currency": "EUR"]
        let draft = try shelf.draft(
            for: client,
            ["discount": ["amount": amount], "pricesIncludeTax": .bool(isWithTax)],
            lines: [
                bread.merging(["discountAmount": amount]) { $1 },
                [
                    "quantity": "0.333", "unitPrice": "99.999", "taxCategory": "E",
                    "exemptionReason": "Taught",
                ],
            ],
            charges: [
                ["kind": "allowance", "percent": "2.5", "reason": "Early"],
                ["kind": "charge", "amount": amount, "reason": "Freight"],
            ])
        let (document, key) = try issue(draft, on: &shelf)
        let sheet = try #require(try DocumentSheet(of: key, in: shelf.book))
        let forms = CreditForms(of: sheet.facts, saying: try sheet.creditFace(of: [:]))
        let made = try DraftMaking(
            forms.draft, lines: forms.lines, charges: forms.charges
        ) { shelf.mint() }
        shelf.write(made.writes)
        let (note, _) = try issue(made.key, on: &shelf)
        #expect(note.kind == .creditNote)
        #expect(note.frozen.totals == document.frozen.totals)
        let after = try #require(try DocumentSheet(of: key, in: shelf.book))
        let today = try CivilDate("2026-03-02")
        #expect(try after.status(asOf: today) == .credited)
    }

    /// Issues a draft under a number of a series of its own.
    private func issue(
        _ draft: RecordKey, on shelf: inout Shelf
    ) throws -> (IssuedDocument, RecordKey) {
        let sheet = try #require(try DraftSheet(of: draft, in: shelf.book))
        let day = try CivilDate("2026-03-01")
        let number = SeriesNumber(
            kind: sheet.kind, text: "2026-K7QD-\(sheet.kind.rawValue)",
            series: try SeriesCode("K7QD"), count: 1, date: day)
        let id = shelf.mint()
        let reference = try #require(Reference(bytes: id.bytes))
        let document = try sheet.issuable(zone: "UTC").issue(as: reference, number: number)
        shelf.write(sheet.issue(document, as: id))
        return (document, RecordKey(collection: Catalog.document.number, id: id))
    }
}
