import Bookkeeping
import Bytes
import Catalog
import Crypto
import Invoicing
import Machine
import SQLite
import Sync

/// What a person does with drafts, documents and payments: several records at once, in one change
/// that leaves this laptop whole.
package struct Billing: Sendable {
    /// The book that it is kept in.
    package let store: AgentStore
    /// What whoever writes was shown of what it is about.
    private let seen: RecordVersion?

    /// Bills from a book; drafts and settings are written to only if they still are what was
    /// shown.
    package init(_ store: AgentStore, seen: RecordVersion? = nil) {
        (self.store, self.seen) = (store, seen)
    }

    /// Throws when what was shown is not this any more.
    func checkSeen(_ records: [Record], called reference: String) throws {
        try RecordVersion.check(records, areStill: seen, called: reference)
    }

    /// The day that it is for the book at a moment.
    func today(_ book: BookReader, at milliseconds: UInt64) throws -> CivilDate {
        let name = try zone(book)
        guard let rules = ZoneFiles.rules(of: name) else {
            throw BookkeepingError.field(
                "settings.timeZone", "This laptop knows no time zone of that name.")
        }
        return rules.date(at: try Moment(seconds: Int64(milliseconds / 1_000)))
    }

    /// The name of the book's time zone; the laptop's own where the settings name none.
    func zone(_ book: BookReader) throws -> String {
        try book.facts(DerivedID.settings)?.text("timeZone") ?? Host.timeZone
    }
}

/// The time zones that the operating system knows.
enum ZoneFiles {
    private static let directory = "/usr/share/zoneinfo/"

    /// The rules of a zone; `nil` for one that this machine does not know.
    static func rules(of name: String) -> ZoneRules? {
        guard (try? ZoneName(name)) != nil else { return nil }
        let bytes = try? AtomicFile.read(directory + name, byteCountMax: 1 << 20)
        if let bytes, let rules = try? ZoneRules(tzif: bytes) { return rules }
        return ["UTC", "Etc/UTC"].contains(name) ? .utc : nil
    }
}

extension DraftSheet {
    /// All that makes the sums of a draft, and so what somebody who looks at it is shown.
    var shown: [Record] {
        ([draft] + lines + charges + [client, settings].compactMap { $0 }).map(\.record)
    }
}
