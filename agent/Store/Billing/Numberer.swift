import Invoicing
import Machine
import SQLite

/// Gives the numbers of this laptop: each once, in its series, also over databases that were
/// rewound, copied or restored.
///
/// 1. One number is given at a time, from the look at the mark to the new mark.
/// 2. A number is taken in the transaction that issues its document.
/// 3. The mark is durable before the number is told to anybody, and before the next one is given.
/// 4. Where mark and database do not agree, the series is closed and another one opened.
/// 5. No number is given while another file takes the database's place.
actor Numberer {
    private let file: MarkFile
    private var isTaken = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(file: MarkFile) { self.file = file }

    /// Lets one step at a time look at the marks and give numbers.
    func turn<Result: Sendable>(
        _ body: @Sendable (MarkFile) async throws -> Result
    ) async throws -> Result {
        if isTaken {
            await withCheckedContinuation { waiting.append($0) }
        } else {
            isTaken = true
        }
        defer { pass() }
        return try await body(file)
    }

    private func pass() {
        guard !waiting.isEmpty else {
            isTaken = false
            return
        }
        waiting.removeFirst().resume()
    }
}

extension Numberer {
    /// Mends the marks that lag a number behind, since a program ended before it could write them:
    /// from now on that number is shown and sent.
    func catchUp(with database: Database) async throws {
        try await turn { marks in
            let place = try marks.place()
            let series = try await database.read { connection in
                try DocumentKind.allCases.compactMap { try connection.openSeries(of: $0) }
            }
            for series in series { _ = try marks.course(of: series, at: place) }
        }
    }
}

extension MarkFile {
    /// Whether a series goes on; a mark that lags a number behind is mended first.
    func course(of series: Series?, at place: SeriesMark.Place) throws -> SeriesCourse? {
        guard let series else { return nil }
        let mark = try mark(of: series.kind)
        let course = series.course(with: mark, at: place)
        if course == .goOn, let last = series.last, mark?.highest != last {
            try note(
                SeriesMark(place: place, series: last.series, highest: last), of: series.kind)
        }
        return course
    }
}

extension Connection {
    /// The next number of a kind, on a day; its series is kept as it then stands.
    func takeNumber(
        of kind: DocumentKind, by numbering: Numbering, start: Int, on date: CivilDate,
        today: CivilDate, course: SeriesCourse?, random: inout some RandomNumberGenerator
    ) throws -> SeriesNumber {
        let pattern = try numbering.pattern(of: kind)
        var series = try openSeries(of: kind)
        if var present = series, present.pattern != pattern || course != .goOn {
            present.close()
            try keep(present)
            series = nil
        }
        while true {
            var present =
                try series
                ?? Series(
                    kind: kind, code: SeriesCode(using: &random, avoiding: try knownCodes()),
                    pattern: pattern, start: try hasHadSeries(of: kind) ? 1 : start)
            let number = try present.take(on: date, today: today)
            // Somebody who held this very series before gave the number: so it is his.
            if try holdsNumber(number) {
                present.close()
                try keep(present)
                series = nil
                continue
            }
            try keep(present)
            return number
        }
    }
}
