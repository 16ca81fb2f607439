/// The note of a series' highest number that is kept outside of the database, so that a database
/// that was rewound, copied or moved gives no number twice.
///
/// It is durable after the commit that gave a number, and before that number is told to anybody.
package struct SeriesMark: Hashable, Sendable {
    /// Where a database lies: the machine, and the file on it.
    package struct Place: Hashable, Sendable {
        /// The operating system's id of the machine.
        package let machine: String
        /// The filesystem that the file lies on.
        package let filesystem: UInt64
        /// The number of the file on it.
        package let inode: UInt64
        /// What tells it from others that had the number before, where that is known.
        package let birth: Int64?

        /// Names a place.
        package init(machine: String, filesystem: UInt64, inode: UInt64, birth: Int64?) {
            self.machine = machine
            self.filesystem = filesystem
            self.inode = inode
            self.birth = birth
        }
    }

    /// The database that it was written for.
    package let place: Place
    /// The file that is about to take that one's place, or has just done so.
    package let heir: Place?
    /// The series.
    package let series: SeriesCode
    /// The highest number; `nil` before the first.
    package let highest: SeriesNumber?

    /// Notes the highest number of a series.
    package init(
        place: Place, heir: Place? = nil, series: SeriesCode, highest: SeriesNumber?
    ) {
        self.place = place
        self.heir = heir
        self.series = series
        self.highest = highest
    }

    /// Whether it tells of the database at a place.
    package func isOf(_ place: Place) -> Bool { self.place == place || heir == place }

    /// The same of the database at a place, and of whatever is about to take that.
    package func moved(to place: Place, heir: Place?) -> SeriesMark {
        SeriesMark(place: place, heir: heir, series: series, highest: highest)
    }
}

/// Whether a device goes on with its series.
package enum SeriesCourse: Hashable, Sendable {
    /// It does, once the mark tells of the last number that stands in the database.
    case goOn
    /// It opens another one, and closes this one with its last number.
    case openAnother(Reason)

    /// Why it does not go on.
    package enum Reason: Hashable, Sendable {
        /// The series gives no number any more.
        case closed
        /// There is no mark: nobody knows whether the database is the only one.
        case missing
        /// The mark is of another machine, of another file, or of another series.
        case foreign
        /// The mark tells of numbers that the database does not know: it was rewound.
        case ahead
        /// The database knows more numbers than can be given between two marks.
        case behind
    }
}

extension Series {
    /// Whether to go on at a place where this mark was found.
    ///
    /// A mark that is one number behind is that of a program that ended before it could write it:
    /// that number was told to nobody but the database.
    package func course(with mark: SeriesMark?, at place: SeriesMark.Place) -> SeriesCourse {
        guard isOpen else { return .openAnother(.closed) }
        guard let mark else { return .openAnother(.missing) }
        guard mark.isOf(place), mark.series == code else { return .openAnother(.foreign) }
        if mark.highest == last { return .goOn }
        guard let last else { return .openAnother(.ahead) }
        guard let highest = mark.highest else {
            return last.count == start ? .goOn : .openAnother(.behind)
        }
        guard isLater(last, than: highest) else { return .openAnother(.ahead) }
        return last.count == next(after: highest, on: last.date)
            ? .goOn : .openAnother(.behind)
    }

    private func isLater(_ number: SeriesNumber, than other: SeriesNumber) -> Bool {
        let isOtherYear = pattern.restartsYearly && number.date.year != other.date.year
        return isOtherYear ? number.date > other.date : number.count > other.count
    }

    /// The count that followed a number, with those that were passed over on purpose.
    private func next(after number: SeriesNumber, on date: CivilDate) -> Int {
        let isNewYear = pattern.restartsYearly && date.year != number.date.year
        let count = isNewYear ? 1 : number.count + 1
        let year = pattern.restartsYearly ? date.year : nil
        let leap = skipped.first { $0.year == year && $0.counts.lowerBound == count }
        return leap.map { $0.counts.upperBound + 1 } ?? count
    }
}
