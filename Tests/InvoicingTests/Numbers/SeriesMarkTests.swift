import Invoicing
import Testing

struct SeriesMarkTests {
    private static let place = SeriesMark.Place(machine: "m1", filesystem: 5, inode: 77, birth: 9)

    private static func series(count: Int, start: Int = 1) throws -> (Series, [SeriesNumber]) {
        var series = try Series(
            kind: .invoice, code: SeriesCode("K7QD"),
            pattern: NumberPattern("{year}-{series}-{n:4}"), start: start)
        let day = try CivilDate("2026-11-21")
        let numbers = try (0..<count).map { _ in try series.take(on: day, today: day) }
        return (series, numbers)
    }

    private static func mark(
        _ highest: SeriesNumber?, at place: SeriesMark.Place = place, _ code: String = "K7QD"
    ) throws -> SeriesMark {
        SeriesMark(place: place, series: try SeriesCode(code), highest: highest)
    }

    @Test(arguments: [0, 1, 2, 7]) func `a device goes on while its mark agrees`(
        count: Int
    ) throws {
        let (series, numbers) = try Self.series(count: count)
        let mark = try Self.mark(numbers.last)
        #expect(series.course(with: mark, at: Self.place) == .goOn)
        #expect(series.course(with: nil, at: Self.place) == .openAnother(.missing))
    }

    @Test func `a database that was rewound opens another series`() throws {
        let (_, numbers) = try Self.series(count: 5)
        for count in 0..<5 {
            let (rewound, _) = try Self.series(count: count)
            let course = rewound.course(with: try Self.mark(numbers[4]), at: Self.place)
            #expect(course == .openAnother(.ahead))
        }
    }

    @Test func `a number that was not told to anybody yet is gone on from`() throws {
        let (series, numbers) = try Self.series(count: 5)
        #expect(series.course(with: try Self.mark(numbers[3]), at: Self.place) == .goOn)
        for number in [nil, numbers[0], numbers[2]] {
            let course = series.course(with: try Self.mark(number), at: Self.place)
            #expect(course == .openAnother(.behind))
        }
        let (first, _) = try Self.series(count: 1)
        #expect(first.course(with: try Self.mark(nil), at: Self.place) == .goOn)
    }

    @Test func `a file that takes the place of the database goes on with its series`() throws {
        let (series, numbers) = try Self.series(count: 2)
        let heir = SeriesMark.Place(machine: "m1", filesystem: 5, inode: 78, birth: 9)
        let mark = try Self.mark(numbers[1]).moved(to: Self.place, heir: heir)
        for place in [Self.place, heir] { #expect(series.course(with: mark, at: place) == .goOn) }
        let other = SeriesMark.Place(machine: "m1", filesystem: 5, inode: 79, birth: 9)
        #expect(series.course(with: mark, at: other) == .openAnother(.foreign))
        let settled = mark.moved(to: heir, heir: nil)
        #expect(series.course(with: settled, at: heir) == .goOn)
        #expect(series.course(with: settled, at: Self.place) == .openAnother(.foreign))
    }

    @Test func `a new year and a raised start are no reason for another series`() throws {
        var (series, numbers) = try Self.series(count: 3)
        let day = try CivilDate("2026-11-21")
        try series.raiseStart(to: 10)
        _ = try series.take(on: day, today: day)
        #expect(series.course(with: try Self.mark(numbers[2]), at: Self.place) == .goOn)
        let last = series.last
        let newYear = try CivilDate("2027-01-02")
        let next = try series.take(on: newYear, today: newYear)
        #expect(series.course(with: try Self.mark(last), at: Self.place) == .goOn)
        #expect(series.course(with: try Self.mark(next), at: Self.place) == .goOn)
        let (old, _) = try Self.series(count: 3)
        #expect(old.course(with: try Self.mark(next), at: Self.place) == .openAnother(.ahead))
    }

    @Test(arguments: [
        SeriesMark.Place(machine: "m2", filesystem: 5, inode: 77, birth: 9),
        SeriesMark.Place(machine: "m1", filesystem: 6, inode: 77, birth: 9),
        SeriesMark.Place(machine: "m1", filesystem: 5, inode: 78, birth: 9),
    ]) func `a database elsewhere opens another series`(place: SeriesMark.Place) throws {
        let (series, numbers) = try Self.series(count: 2)
        let mark = try Self.mark(numbers.last)
        #expect(series.course(with: mark, at: place) == .openAnother(.foreign))
        let other = try Self.mark(numbers.last, "ABCD")
        #expect(series.course(with: other, at: Self.place) == .openAnother(.foreign))
    }

    @Test func `a series that was superseded stays closed with its last number`() throws {
        var (series, numbers) = try Self.series(count: 2)
        let successor = try series.supersede(by: SeriesCode("ABCD"))
        let mark = try Self.mark(numbers.last)
        #expect(series.course(with: mark, at: Self.place) == .openAnother(.closed))
        #expect(series.last == numbers.last && successor.last == nil)
    }
}
