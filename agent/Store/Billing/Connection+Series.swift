import Invoicing
import JSON
import SQLite

/// The number series of this laptop, as its database keeps them.
extension Connection {
    /// The open series of a kind; `nil` before the first number.
    func openSeries(of kind: DocumentKind) throws -> Series? {
        try first(
            """
            SELECT code, pattern, start, last_number, last_count, last_date, skipped
            FROM series WHERE kind = ? AND is_open = 1
            """, kind.rawValue
        ) { row in
            let code = try SeriesCode(try row.read(0, as: String.self))
            let date: String? = try row.read(5)
            let count: Int? = try row.read(4)
            var last: SeriesNumber?
            if let text: String = try row.read(3), let count, let date {
                last = SeriesNumber(
                    kind: kind, text: text, series: code, count: count, date: try CivilDate(date))
            }
            return try Series(
                kind: kind, code: code, pattern: NumberPattern(try row.read(1, as: String.self)),
                start: try row.read(2), last: last,
                skipped: SkippedCounts.list(try row.read(6, as: String.self)), isOpen: true)
        }
    }

    /// Keeps a series as it stands.
    func keep(_ series: Series) throws {
        try execute(
            """
            INSERT INTO series (
                kind, code, pattern, start, last_number, last_count, last_date, skipped, is_open)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (kind, code) DO UPDATE SET
                start = excluded.start, last_number = excluded.last_number,
                last_count = excluded.last_count, last_date = excluded.last_date,
                skipped = excluded.skipped, is_open = excluded.is_open
            """, series.kind.rawValue, series.code.text, series.pattern.text, series.start,
            series.last?.text, series.last?.count, series.last?.date.description,
            SkippedCounts.text(series.skipped), series.isOpen)
    }

    /// Whether this laptop has ever numbered documents of a kind.
    func hasHadSeries(of kind: DocumentKind) throws -> Bool {
        try first("SELECT 1 FROM series WHERE kind = ? LIMIT 1", kind.rawValue) { _ in true }
            ?? false
    }

    /// Every code that a series of the book or of this laptop bears.
    func knownCodes() throws -> Set<SeriesCode> {
        let codes: [String] = try query(
            "SELECT DISTINCT series FROM documents WHERE series IS NOT NULL UNION "
                + "SELECT code FROM series"
        ) { try $0.read(0) }
        return Set(codes.compactMap { try? SeriesCode($0) })
    }

    /// Whether a document of the book bears a number already.
    func holdsNumber(_ number: SeriesNumber) throws -> Bool {
        try first(
            """
            SELECT 1 FROM documents
            WHERE is_alive = 1 AND number = ? COLLATE NOCASE AND kind = ? LIMIT 1
            """, number.text, number.kind.rawValue
        ) { _ in true } ?? false
    }
}

extension SkippedCounts {
    fileprivate static func text(_ list: [SkippedCounts]) -> String {
        JSONValue.array(
            list.map { skipped in
                let year = skipped.year.map { JSONValue.integer(Int64($0)) } ?? .null
                return .array([
                    year, .integer(Int64(skipped.counts.lowerBound)),
                    .integer(Int64(skipped.counts.upperBound)),
                ])
            }
        ).text()
    }

    fileprivate static func list(_ text: String) -> [SkippedCounts] {
        let list = (try? JSONValue(parsing: Array(text.utf8)))?.array ?? []
        return list.compactMap { entry in
            guard let numbers = entry.array, numbers.count == 3,
                let low = numbers[1].integer.flatMap({ Int(exactly: $0) }),
                let high = numbers[2].integer.flatMap({ Int(exactly: $0) }), low <= high
            else { return nil }
            return SkippedCounts(
                year: numbers[0].integer.flatMap { Int(exactly: $0) }, counts: low...high)
        }
    }
}
