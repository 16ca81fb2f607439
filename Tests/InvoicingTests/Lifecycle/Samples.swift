import Invoicing
import Money

/// Documents for tests.
enum Samples {
    static let euro = try! Currency("EUR")

    static func reference(_ number: UInt64) -> Reference { Reference(high: 0, low: number) }

    static func amount(_ units: Int64, _ currency: Currency = euro) -> Amount {
        Amount(minorUnits: units, in: currency)
    }

    static func line(_ quantity: String, _ price: String, _ rate: String = "19") -> Line {
        Line(
            description: "Work", quantity: try! Decimal(quantity), unitPrice: try! Decimal(price),
            tax: .standard(try! Rate(rate)))
    }

    static func content(_ lines: [Line]) -> InvoiceContent {
        InvoiceContent(currency: euro, lines: lines)
    }

    static func face(
        _ kind: DocumentKind = .invoice, lines: [Line] = [line("2", "50"), line("3", "33.33", "7")]
    ) -> DocumentFace {
        DocumentFace(
            kind: kind, seller: PartyDetails(name: "Seller & Co"),
            buyer: PartyDetails(name: "Büyer"),
            content: content(lines))
    }

    static func number(
        _ text: String = "2026-K7QD-0001", on date: String = "2026-11-21",
        _ kind: DocumentKind = .invoice
    ) -> SeriesNumber {
        SeriesNumber(
            kind: kind, text: text, series: try! SeriesCode("K7QD"), count: 1,
            date: try! CivilDate(date))
    }

    static func issued(_ face: DocumentFace, as document: UInt64 = 2) throws -> IssuedDocument {
        try Draft(reference: reference(1), face: face).issue(
            as: reference(document), number: number("2026-K7QD-0001", on: "2026-11-21", face.kind))
    }
}
