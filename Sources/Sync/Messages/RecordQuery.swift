/// A laptop's question for records as the server holds them: those that a comparison found to
/// differ, or graves that a change has reached and that the laptop has let go.
package struct RecordQuery: Hashable, Sendable {
    /// The point at which the laptop stands: what is asked for is wanted as it was there.
    package let point: LogPoint
    /// Whole ranges of records.
    package let ranges: [KeyRange]
    /// Single records.
    package let keys: [RecordKey]

    /// Asks for records.
    package init(point: LogPoint, ranges: [KeyRange] = [], keys: [RecordKey] = []) {
        self.point = point
        self.ranges = ranges
        self.keys = keys
    }
}

/// The server's answer: the records that hold something, in the order of their keys.
package struct Records: Hashable, Sendable {
    /// Where the server read them; they are worth something only where that is the point asked.
    package let point: LogPoint
    /// The records; what was asked for and does not stand here holds nothing.
    package let records: [Record]

    /// Answers a question.
    package init(point: LogPoint, records: [Record]) {
        self.point = point
        self.records = records
    }
}
