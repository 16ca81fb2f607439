import Bytes
import Invoicing

/// The number series of laptops are the product's own, with its mark outside of the database.
extension World {
    private static let dayMilliseconds: UInt64 = 86_400_000

    /// The day that everybody issues on; clocks that are off are other people's tests.
    private var today: CivilDate {
        guard let date = try? CivilDate(dayNumber: Int(now / Self.dayMilliseconds)) else {
            preconditionFailure("A run ends before the year 9999.")
        }
        return date
    }

    /// The next number, and the series that it was taken of: the laptop's own where the product
    /// lets it go on, else another.
    mutating func nextNumber(on laptop: Int) -> (series: Series, number: SeriesNumber) {
        var series = series(of: laptops[laptop]) ?? openSeries()
        guard let number = try? series.take(on: today, today: today) else {
            preconditionFailure("A series that is open gives a number of today.")
        }
        return (series, number)
    }

    private func series(of laptop: Laptop) -> Series? {
        guard let series = laptop.disk.series else { return nil }
        if sabotage.bug == .markIgnored { return series }
        return series.course(with: laptop.mark, at: laptop.place) == .goOn ? series : nil
    }

    /// A code is minted from few characters, so that two laptops may mint one: that is a conflict
    /// for people, and not what is looked for here.
    private mutating func openSeries() -> Series {
        let code = SeriesCode(using: &dice, avoiding: codes)
        codes.insert(code)
        guard let pattern = try? NumberPattern("{year}-{series}-{n:4}"),
            let series = try? Series(kind: .invoice, code: code, pattern: pattern)
        else { preconditionFailure("The pattern is one.") }
        return series
    }
}

extension Laptop {
    /// What a program does when it starts, before it tells anybody a number: a mark that is behind
    /// by the number that was given last is brought up to it.
    mutating func catchUpMark() {
        guard let series = disk.series, series.course(with: mark, at: place) == .goOn else {
            return
        }
        mark = SeriesMark(place: place, series: series.code, highest: series.last)
    }

    /// The database is written anew from a backup: mostly over the old file.
    mutating func moveDatabase(to inode: UInt64) {
        place = SeriesMark.Place(
            machine: place.machine, filesystem: place.filesystem, inode: inode, birth: nil)
    }
}
