import Invoicing
import Money
import Seeds
import Testing

struct DocumentTests {
    private func rich() throws -> DocumentFace {
        var face = Samples.face()
        face.seller[.iban] = "DE89370400440532013000"
        face.buyer[.street] = "Straße \"5\"\n2. Stock"
        face.delivery = PartyDetails(name: "Depot")
        face.terms = try Terms("net 30")
        face.supply = .period(from: try CivilDate("2026-11-01"), to: try CivilDate("2026-11-20"))
        face.exchangeRate = try ExchangeRate(
            rate: Decimal("0.9375"), currency: Currency("CHF"), date: CivilDate("2026-11-20"),
            source: "ECB")
        face.texts = [.intro: "Hello", .note: "Thanks", .order: "PO 7", .language: "de"]
        face.content.discount = .discount(.percent(try Rate("2.5")))
        face.content.lines[0].discount = .discount(.amount(Samples.amount(100)), reason: "kind")
        face.content.charges = [
            DocumentAdjustment(
                Adjustment(.amount(Samples.amount(500)), reason: "Freight", reasonCode: "FC"),
                tax: .standard(try Rate("19")))
        ]
        return face
    }

    @Test func `a document says what its draft said, and reads back from its bytes`() throws {
        let face = try rich()
        let document = try Samples.issued(face)
        #expect(document.frozen.dueDate?.description == "2026-12-21")
        #expect(document.frozen.totals == (try face.content.totals()))
        #expect(document.frozen.face.content == face.content)
        #expect(document.frozen.face.seller == face.seller)
        #expect(document.frozen.face.texts == face.texts)
        let again = try IssuedDocument(
            reference: document.reference, bytes: document.bytes, hash: document.hash)
        #expect(again == document)
        #expect(SHA256(of: document.bytes) == document.hash)
    }

    /// Whoever changes the bytes of version 1 breaks every hash that was ever taken.
    @Test func `the bytes of version 1 stay what they are`() throws {
        let document = try Samples.issued(Samples.face(lines: [Samples.line("2", "50")]))
        let text = String(decoding: document.bytes, as: UTF8.self)
        #expect(
            text == """
                {"buyer":{"name":"Büyer"},"content":{"currency":"EUR","lines":[{"baseQuantity":"1",\
                "description":"Work","quantity":"2","tax":{"category":"S","rate":"19"},\
                "unit":"C62","unitPrice":"50"}],"pricesIncludeTax":"false","rounding":"halfUp"},\
                "count":"1","draft":"00000000-0000-0000-0000-000000000001","dueDate":"2026-11-21",\
                "form":"counterfoil-document/1","issueDate":"2026-11-21","kind":"invoice",\
                "number":"2026-K7QD-0001","seller":{"name":"Seller & Co"},"series":"K7QD",\
                "totals":{"allowanceSum":"0.00","chargeSum":"0.00","due":"119.00",\
                "lineSum":"100.00","lines":[{"amount":"100.00","gross":"100.00","group":"0",\
                "net":"100.00"}],"net":"100.00","paid":"0.00","roundingAmount":"0.00",\
                "tax":"19.00","taxes":[{"allowanceSum":"0.00","category":"S","chargeSum":"0.00",\
                "lineSum":"100.00","rate":"19","tax":"19.00","taxable":"100.00",\
                "total":"119.00"}],"total":"119.00"}}
                """)
    }

    @Test func `no changed byte is taken for the document`() throws {
        let document = try Samples.issued(rich())
        var random = SeededGenerator(seed: 9)
        for _ in 0..<300 {
            var bytes = document.bytes
            let place = Int.random(in: 0..<bytes.count, using: &random)
            bytes[place] ^= UInt8.random(in: 1...255, using: &random)
            #expect(throws: InvoicingError.document(.hashMismatch)) {
                try IssuedDocument(
                    reference: document.reference, bytes: bytes, hash: document.hash)
            }
            // A forger who also hashes gets an error or a document, never a stop.
            _ = try? IssuedDocument(
                reference: document.reference, bytes: bytes, hash: SHA256(of: bytes))
        }
    }

    @Test func `a later form is refused by its name, a later field is passed over`() throws {
        let document = try Samples.issued(Samples.face())
        let text = String(decoding: document.bytes, as: UTF8.self)
        let later = Array(
            text.replacing("counterfoil-document/1", with: "counterfoil-document/2").utf8)
        #expect(throws: InvoicingError.document(.unknownVersion("counterfoil-document/2"))) {
            try IssuedDocument(reference: document.reference, bytes: later, hash: SHA256(of: later))
        }
        let more = Array((text.dropLast() + ",\"zone\":{\"a\":[]}}").utf8)
        let read = try IssuedDocument(
            reference: document.reference, bytes: more, hash: SHA256(of: more))
        #expect(read.frozen == document.frozen)
        #expect(read.bytes == more)
    }

    @Test func `what cannot be issued says every field`() throws {
        var face = Samples.face()
        face.buyer = PartyDetails(name: "")
        face.dueDate = try CivilDate("2026-11-20")
        face.corrects = Correction(
            document: Samples.reference(9), number: "1", issueDate: face.dueDate!, lines: [])
        do {
            _ = try Samples.issued(face)
            Issue.record("it was issued")
        } catch InvoicingError.fields(let errors) {
            #expect(errors.map(\.field) == ["buyer.name", "dueDate", "corrects"])
        }
        #expect(throws: InvoicingError.self) { try Samples.issued(Samples.face(lines: [])) }
        #expect(throws: InvoicingError.self) { try Samples.issued(Samples.face(.creditNote)) }
        #expect(throws: InvoicingError.number(.notNumbered)) {
            try Samples.issued(Samples.face(.proForma))
        }
    }

    @Test func `a pro-forma has no number and nothing is owed for it`() throws {
        let draft = Draft(reference: Samples.reference(1), face: Samples.face())
        let document = try draft.proForma(as: Samples.reference(2), on: CivilDate("2026-11-21"))
        #expect(document.frozen.number == nil && document.kind == .proForma)
        #expect(document.payable.isZero)
        #expect(Claim(document, client: Samples.reference(3)) == nil)
    }

    @Test func `a number of one kind is not given to another`() throws {
        let draft = Draft(reference: Samples.reference(1), face: Samples.face(.quote))
        #expect(throws: InvoicingError.number(.otherKind(.invoice))) {
            try draft.issue(as: Samples.reference(2), number: Samples.number())
        }
        let quote = try Samples.issued(Samples.face(.quote))
        let day = try CivilDate("2027-01-01")
        #expect(DocumentLife.issued(quote).status(nil, asOf: day) == .issued)
        #expect(quote.frozen.dueDate == nil)
    }

    @Test func `the buyer's VAT id is that of the calculation`() throws {
        var face = Samples.face()
        face.buyer[.vatID] = "ATU13585627"
        face.content.lines = [
            Line(unitPrice: 1, tax: Tax(.reverseCharge, exemption: Exemption(reason: "AE")))
        ]
        face.content.lines[0].description = "Work"
        let document = try Samples.issued(face)
        #expect(document.frozen.face.content.buyerVATID?.description == "ATU13585627")
        face.content.buyerVATID = try VATID("DE136695976")
        #expect(throws: InvoicingError.self) { try Samples.issued(face) }
    }

    @Test func `terms that only a later version knows are still printed`() throws {
        var face = Samples.face()
        face.terms = try Terms("net 30")
        let document = try Samples.issued(face)
        let text = String(decoding: document.bytes, as: UTF8.self)
        let later = Array(text.replacing("\"net 30\"", with: "\"at full moon\"").utf8)
        let read = try IssuedDocument(
            reference: document.reference, bytes: later, hash: SHA256(of: later))
        #expect(read.frozen.terms == "at full moon" && read.frozen.face.terms == nil)
        #expect(read.frozen.dueDate == document.frozen.dueDate)
    }
}
