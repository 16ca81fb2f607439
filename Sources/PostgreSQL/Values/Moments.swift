/// A moment, as a column of type timestamptz keeps it.
package struct Timestamp: Hashable, Comparable, Sendable {
    /// Microseconds since the start of 1970 in UTC.
    package let microseconds: Int64

    /// Takes microseconds since the start of 1970 in UTC.
    package init(microseconds: Int64) { self.microseconds = microseconds }

    /// Orders by time.
    package static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.microseconds < right.microseconds
    }

    /// PostgreSQL counts from the start of 2000.
    private static let epochOffset: Int64 = 946_684_800_000_000
}

extension Timestamp: Storable, Readable, ArrayElement {
    /// The column type that it is sent as.
    package static var dataType: DataType { .timestamptz }

    /// Appends the binary form.
    package func write(into bytes: inout [UInt8]) {
        let (shifted, overflow) = microseconds.subtractingReportingOverflow(Self.epochOffset)
        // The least value is how PostgreSQL spells -infinity: a moment beyond its reach.
        bytes.append(bigEndian: overflow ? Int64.min : shifted)
    }

    /// The infinities are no moments: they are not readable.
    package static func read(_ bytes: Span<UInt8>, type: DataType) -> Timestamp? {
        guard type == .timestamptz, let stored = bytes.integer(as: Int64.self),
            stored != .min, stored != .max
        else { return nil }
        let (microseconds, overflow) = stored.addingReportingOverflow(epochOffset)
        return overflow ? nil : Timestamp(microseconds: microseconds)
    }
}

/// A day of the calendar, as a column of type date keeps it.
package struct DayNumber: Hashable, Comparable, Sendable {
    /// Days since 1 January 1970.
    package let days: Int32

    /// Takes days since 1 January 1970.
    package init(days: Int32) { self.days = days }

    /// Orders by time.
    package static func < (left: DayNumber, right: DayNumber) -> Bool { left.days < right.days }

    /// PostgreSQL counts from the start of 2000.
    private static let epochOffset: Int32 = 10_957
}

extension DayNumber: Storable, Readable, ArrayElement {
    /// The column type that it is sent as.
    package static var dataType: DataType { .date }

    /// Appends the binary form.
    package func write(into bytes: inout [UInt8]) {
        let (shifted, overflow) = days.subtractingReportingOverflow(Self.epochOffset)
        bytes.append(bigEndian: overflow ? Int32.min : shifted)
    }

    /// The infinities are no days: they are not readable.
    package static func read(_ bytes: Span<UInt8>, type: DataType) -> DayNumber? {
        guard type == .date, let stored = bytes.integer(as: Int32.self),
            stored != .min, stored != .max
        else { return nil }
        let (days, overflow) = stored.addingReportingOverflow(epochOffset)
        return overflow ? nil : DayNumber(days: days)
    }
}

/// JSON as its text, for columns of type jsonb. PostgreSQL checks it; this type does not.
package struct JSONText: Hashable, Sendable {
    /// The text.
    package let text: String

    /// Takes the text.
    package init(_ text: String) { self.text = text }

    /// The only version of jsonb's binary form.
    private static let version: UInt8 = 1
}

extension JSONText: Storable, Readable, ArrayElement {
    /// The column type that it is sent as.
    package static var dataType: DataType { .jsonb }

    /// Appends the binary form.
    package func write(into bytes: inout [UInt8]) {
        bytes.append(Self.version)
        bytes.append(contentsOf: text.utf8)
    }

    /// Reads the binary form.
    package static func read(_ bytes: Span<UInt8>, type: DataType) -> JSONText? {
        if type == .json { return String.text(bytes).map(JSONText.init) }
        guard type == .jsonb, bytes.count > 0, bytes[0] == version else { return nil }
        return String.text(bytes.extracting(droppingFirst: 1)).map(JSONText.init)
    }
}
