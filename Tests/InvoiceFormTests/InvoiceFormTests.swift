import InvoiceForm
import Invoicing
import JSON
import Money
import Testing

struct InvoiceFormTests {
    private func errors(of json: String) -> [FieldError] {
        do throws(InvoiceFormError) {
            _ = try InvoiceForm(json: Array(json.utf8)).totals()
        } catch .fields(let errors) {
            return errors
        } catch {
            Issue.record(error)
        }
        return []
    }

    private func line(_ members: String) -> String {
        #"{"currency": "EUR", "lines": [{\#(members)}]}"#
    }

    @Test(arguments: [
        "0.1", "1e-1", "1.0E-1", "\"0.1\"", "\"0.1000000000000000000000\"", "10e-2",
    ])
    func `a tenth is a tenth however it is written`(price: String) throws {
        let json = line(#""quantity": 1, "taxRate": "25", "unitPrice": \#(price)"#)
        let form = try InvoiceForm(json: Array(json.utf8))
        #expect(form.content.lines[0].unitPrice == Decimal(1, scale: 1))
    }

    @Test func `no digit of a number is lost`() throws {
        let json = line(#""quantity": 1, "taxRate": 25, "unitPrice": 123456789012.000001"#)
        let form = try InvoiceForm(json: Array(json.utf8))
        #expect(form.content.lines[0].unitPrice.description == "123456789012.000001")
    }

    @Test func `an amount may stand before the currency`() throws {
        let json = """
            {"paid": "1.005", "lines": [{"quantity": 1, "unitPrice": 2, "taxRate": 5}],
             "currency": "KWD"}
            """
        let form = try InvoiceForm(json: Array(json.utf8))
        #expect(try form.totals().due.text == "1.095")
    }

    @Test func `all fields that are wrong are named, in reading and in rules`() {
        let fields = errors(
            of: """
                {"currency": "XAU", "curency": "EUR", "kind": 5, "discountReason": "x",
                 "lines": [
                   {"quantity": "1,5", "unitPrice": -1, "taxCategory": "E"},
                   {"unitPrice": "1", "taxRate": "25", "allowances": [{"amount": "1"}]}],
                 "charges": [{"percent": 5, "amount": 1, "reason": "x"}, 7]}
                """
        ).map(\.field)
        #expect(
            Set(fields) == [
                "currency", "curency", "kind", "discountReason", "lines[0].quantity",
                "lines[0].unitPrice", "lines[0].exemptionReason", "lines[1].quantity",
                "lines[1].allowances[0].reason", "charges[0].amount", "charges[1]",
            ])
        #expect(fields.count == Set(fields).count, "each of them once")
    }

    @Test(arguments: [
        ("curency", "currency"), ("Lines", "lines"), ("discount", "discountPercent"),
        ("pricesIncludesTax", "pricesIncludeTax"),
    ])
    func `a mistyped name is refused with the one it is near to`(word: String, name: String) {
        let found = errors(
            of: """
                {"currency": "EUR", "\(word)": 1,
                 "lines": [{"quantity": 1, "unitPrice": 2, "taxRate": 5}]}
                """)
        #expect(found.map(\.field) == [word])
        #expect(found.first?.expected == "a field of the form; perhaps \(name)")
    }

    @Test func `a name that stands twice is refused`() {
        #expect(throws: InvoiceFormError.self) {
            try InvoiceForm(json: Array(#"{"currency": "EUR", "currency": "USD"}"#.utf8))
        }
    }

    @Test(arguments: ["", "[]", "7", "null", "{", "{}x", "\u{0}", #"{"a":"\ud800"}"#])
    func `what is not an invoice is refused`(json: String) {
        #expect(throws: InvoiceFormError.self) { try InvoiceForm(json: Array(json.utf8)) }
    }

    @Test func `values too deep in one another are refused`() {
        let json = String(repeating: "[", count: 100_000)
        #expect(throws: InvoiceFormError.self) { try InvoiceForm(json: Array(json.utf8)) }
    }

    @Test func `a flood of wrong fields is cut off`() {
        let members = (0..<5_000).map { #""f\#($0)":1"# }.joined(separator: ",")
        let found = errors(of: "{\(members)}")
        #expect(found.count == InvoiceForm.errorsMax)
    }

    @Test func `a long name is cut in what is said about it`() {
        let name = "e" + String(repeating: "\u{301}", count: 9_000)
        let found = errors(of: #"{"currency": "EUR", "lines": [], "\#(name)": 1}"#)
        #expect(found.allSatisfy { $0.field.unicodeScalars.count <= 41 })
    }

    @Test func `a mebibyte of unknown names is refused at once`() {
        let members = (0..<100_000).map { #""f\#($0)":1"# }.joined(separator: ",")
        let found = errors(of: "{\(members)}")
        #expect(found.count == InvoiceForm.errorsMax)
        #expect(found.last?.field == "f10897")
    }

    @Test func `a term of the standard is told only where the figure is without tax`() throws {
        let line = #"{"quantity":"1","unitPrice":"125","taxRate":"25","discountPercent":"10"}"#
        for isIncluded in [false, true] {
            let json =
                #"{"currency":"EUR","pricesIncludeTax":\#(isIncluded),"lines":[\#(line)],"#
                + #""discountPercent":"10"}"#
            let form = try InvoiceForm(json: Array(json.utf8))
            let answer = InvoiceAnswer.json(try form.totals(), of: form)
            let part = answer["lines"]?.array?.first?["discount"]
            #expect(part?["amount"] == "12.50")
            #expect(part?["BT-136"] == (isIncluded ? nil : "12.50"))
            #expect(part?["BT-137"] == (isIncluded ? nil : "125.00"))
            let whole = answer["discount"]
            #expect(whole?["base"] == "112.50")
            #expect(whole?["BT-93"] == (isIncluded ? nil : "112.50"))
            #expect(whole?["BT-92"] == (isIncluded ? "9.00" : "11.25"))
        }
    }

    @Test func `broken texts never stop the program`() throws {
        var random = SplitMix64(seed: 5)
        let base = Array(SchemaCases.base.utf8)
        for _ in 0..<3_000 {
            var bytes = base
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: bytes.indices, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.remove(at: place)
                default: bytes.insert(contentsOf: Array("9{\",:-".utf8), at: place)
                }
            }
            if let form = try? InvoiceForm(json: bytes) { _ = try? form.totals() }
        }
    }

    @Test func `the answer repeats the id and names every term once`() throws {
        let form = try InvoiceForm(json: Array(SchemaCases.base.utf8))
        let answer = InvoiceAnswer.json(try form.totals(), of: form)
        #expect(answer["id"] == "A 1")
        #expect(answer["kind"] == "creditNote")
        for term in [106, 107, 108, 109, 110, 112, 113, 114, 115] {
            #expect(answer["BT-\(term)"]?.string?.contains(".") == true, "BT-\(term)")
        }
        let group = try #require(answer["taxGroups"]?.array?.first)
        for term in [116, 117, 118, 119] { #expect(group["BT-\(term)"]?.string != nil) }
    }
}

/// A small random source whose seed replays a run exactly.
private struct SplitMix64: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
