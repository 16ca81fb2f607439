import Bookkeeping
import Bytes
import Catalog
import Crypto
import Invoicing
import Machine
import SQLite
package import Sync

extension Billing {
    /// Issues a draft on a day, today if none is said, under the next number of this laptop's
    /// series; the number is told once its mark is durable.
    package func issue(
        _ reference: String, on day: String?, at milliseconds: UInt64
    ) async throws -> RecordKey {
        try await store.desk.numberer.turn { marks in
            let place = try marks.place()
            let issued = try await store.desk.work(at: milliseconds) { book, connection, mint in
                let sheet = try openDraft(reference, book, connection)
                try connection.checkQuestions(blocking: sheet.draft.key)
                let issue = Issue(marks: marks, place: place, book: book, sheet: sheet)
                return try issue.work(
                    on: day, today: try today(book, at: milliseconds), zone: try zone(book),
                    connection, as: try mint())
            }
            if let mark = issued.mark { try marks.note(mark.mark, of: mark.kind) }
            return issued.key
        }
    }

    /// The draft that a person means, unless it was issued before.
    func openDraft(
        _ reference: String, _ book: BookReader, _ connection: borrowing Connection
    ) throws -> DraftSheet {
        let key = try connection.findInvoice(reference)
        guard let sheet = try DraftSheet(of: key, in: book) else {
            throw BookkeepingError.refused(
                "\(reference) was issued and never changes: credit or void it instead.")
        }
        guard let document = sheet.documents.first else {
            try checkSeen(sheet.shown, called: reference)
            return sheet
        }
        let issued = RecordKey(collection: Catalog.document.number, id: document)
        let number = try book.facts(issued)?.text("number") ?? document.text
        throw BookkeepingError.refused(
            "The draft was issued as \(number), which never changes: credit or void it instead.")
    }
}

/// One draft on its way to be a document.
private struct Issue {
    let marks: MarkFile
    let place: SeriesMark.Place
    let book: BookReader
    let sheet: DraftSheet

    /// The document, and the mark that is to be made before anybody hears of it.
    struct Outcome: Sendable {
        let key: RecordKey
        let mark: (mark: SeriesMark, kind: DocumentKind)?
    }

    func work(
        on day: String?, today: CivilDate, zone: String, _ connection: borrowing Connection,
        as id: RecordID
    ) throws -> Work<Outcome> {
        let key = RecordKey(collection: Catalog.document.number, id: id)
        guard let reference = Reference(key) else { throw BookkeepingError.ofLaterVersion }
        let draft = try sheet.issuable(zone: zone)
        do {
            let date = try day.map { try CivilDate($0) } ?? today
            guard sheet.kind.isNumbered else {
                let document = try draft.proForma(as: reference, on: date)
                return Work(
                    writes: try writes(document, id), result: Outcome(key: key, mark: nil))
            }
            let number = try takeNumber(on: date, today, connection)
            let document = try draft.issue(as: reference, number: number)
            let mark = SeriesMark(place: place, series: number.series, highest: number)
            return Work(
                writes: try writes(document, id),
                result: Outcome(key: key, mark: (mark, sheet.kind)))
        } catch let error as InvoicingError {
            throw BookkeepingError(error, in: "draft")
        }
    }

    private func takeNumber(
        on date: CivilDate, _ today: CivilDate, _ connection: borrowing Connection
    ) throws -> SeriesNumber {
        guard !sheet.isOfLaterVersion else { throw BookkeepingError.ofLaterVersion }
        let series = try connection.openSeries(of: sheet.kind)
        let course = try marks.course(of: series, at: place)
        var random = try SecureGenerator()
        let number = try connection.takeNumber(
            of: sheet.kind, by: try sheet.numbering(), start: sheet.numberingStart, on: date,
            today: today, course: course, random: &random)
        // Where no mark can be written no series is begun either.
        if number.series != series?.code {
            try marks.note(
                SeriesMark(place: place, series: number.series, highest: nil), of: sheet.kind)
        }
        return number
    }

    private func writes(_ document: IssuedDocument, _ id: RecordID) throws -> [Write] {
        guard document.bytes.count <= DraftSheet.documentBytesMax else {
            throw BookkeepingError.refused("It is too long for one document: make two of it.")
        }
        return sheet.issue(document, as: id)
    }
}
