import Invoicing
import Seeds
import Testing

struct VATIDTests {
    @Test(arguments: VATVectors.valid.split(separator: " ").map(String.init))
    func `a number whose check digits match is read`(text: String) throws {
        let id = try VATID(text)
        #expect(id.description == text)
        #expect(id.isChecked && id.isIntraEU)
    }

    @Test func `a number whose check digits do not match is refused`() {
        for text in VATVectors.invalid.split(separator: " ") {
            #expect(throws: InvoicingError.self, "\(text)") { try VATID(String(text)) }
        }
    }

    @Test(arguments: [
        ("de 136 695 976", "DE136695976"), ("ATU13585627", "ATU13585627"),
        ("nl.0044.95.445.B01", "NL004495445B01"), ("el 094259216", "EL094259216"),
        ("GB 980 7806 84", "GB980780684"), ("XI 980780684", "XI980780684"),
        ("CHE-107.787.577", "CHE107787577"), ("NO 974761076", "NO974761076"),
    ])
    func `separators and case do not matter`(text: String, expected: String) throws {
        #expect(try VATID(text).description == expected)
    }

    @Test(arguments: [
        "", "DE", "DE1", "GR094259216", "ZZ123456", "136695976", "DE13669597６",
        "DE136695976DE136695976",
        "DE136695976\n", "AT13585627", "U13585627", "NL004495445C01", "D\u{0}E136695976",
    ])
    func `what has no prefix or no form is refused`(text: String) {
        #expect(throws: InvoicingError.self) { try VATID(text) }
    }

    @Test func `no text stops the program`() {
        var random = SeededGenerator(seed: 3)
        let alphabet = Array("0123456789ABCUXYZ+*".utf8)
        let prefixes = Set(VATVectors.valid.split(separator: " ").map { $0.prefix(2) }).sorted()
        for _ in 0..<20_000 {
            let count = Int.random(in: 0...13, using: &random)
            let tail = (0..<count).map { _ in alphabet.randomElement(using: &random)! }
            let prefix = prefixes.randomElement(using: &random)!
            _ = try? VATID(prefix + String(decoding: tail, as: UTF8.self))
        }
    }
}
