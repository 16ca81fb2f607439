/// A five-character SQLSTATE: what a server's answer means, whatever language it is written in.
package struct SQLState: RawRepresentable, Hashable, Sendable {
    /// The five characters.
    package let rawValue: String

    /// Wraps the five characters.
    package init(rawValue: String) { self.rawValue = rawValue }

    /// The database's disk is full.
    package static let diskFull = SQLState(rawValue: "53100")
    /// A duplicate in a unique key.
    package static let uniqueViolation = SQLState(rawValue: "23505")
    /// A reference to a row that is not there.
    package static let foreignKeyViolation = SQLState(rawValue: "23503")
    /// A value that a check constraint refuses.
    package static let checkViolation = SQLState(rawValue: "23514")
    /// NULL where a value must be.
    package static let notNullViolation = SQLState(rawValue: "23502")
    /// Two rows that an exclusion constraint keeps apart.
    package static let exclusionViolation = SQLState(rawValue: "23P01")
    /// Two transactions that cannot both have happened.
    package static let serializationFailure = SQLState(rawValue: "40001")
    /// Two transactions that waited for each other.
    package static let deadlockDetected = SQLState(rawValue: "40P01")
    /// A lock that was not to be had in time.
    package static let lockNotAvailable = SQLState(rawValue: "55P03")
    /// A statement that was cancelled, by a person or by its timeout.
    package static let queryCanceled = SQLState(rawValue: "57014")
    /// A role that may not do this.
    package static let insufficientPrivilege = SQLState(rawValue: "42501")
    /// A prepared statement that the session no longer knows.
    package static let unknownPreparedStatement = SQLState(rawValue: "26000")
    /// A table that does not exist.
    package static let undefinedTable = SQLState(rawValue: "42P01")
    /// A write inside a transaction that promised to only read.
    package static let readOnlyTransaction = SQLState(rawValue: "25006")
    /// A statement inside a transaction that has already failed.
    package static let failedTransaction = SQLState(rawValue: "25P02")

    /// The first two characters: the family of the trouble.
    package var family: Substring { rawValue.prefix(2) }

    /// Whether it says that the server (not the statement) cannot serve right now.
    package var isUnavailability: Bool {
        switch rawValue {
        case "57P01", "57P02", "57P03", "57P05", "53300", "53400": true
        default: family == "08"
        }
    }
}
