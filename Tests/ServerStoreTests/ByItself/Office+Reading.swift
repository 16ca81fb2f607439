import Bytes
import Catalog
import Causality
import PostgreSQL
import ServerStore
import Sync
import TestOffice

extension TestOffice.Office {
    static let milliseconds = UInt64(now.microseconds / 1_000)

    /// What a laptop is answered that asks for what follows a point.
    func pull(
        of book: BookID, after point: LogPoint = .start, as device: DeviceID,
        at milliseconds: UInt64 = milliseconds
    ) async throws -> Session.Reply {
        let caller = BookOffice.Caller(book: book, device: device) { _ in
            BookOffice.Permit(isRevoked: false)
        }
        return try await log.answer(
            Pull(points: [point], waitSeconds: 0), from: caller, at: milliseconds)
    }

    /// The changes of a book's log, in its order.
    func changes(of book: BookID) async throws -> [Change] {
        let device = DeviceID(bytes: [UInt8](repeating: 77, count: 16))!
        return try await pull(of: book, as: device).payloads.map { try Change(payload: $0) }
    }

    /// The lines of a book's export.
    func export(_ book: BookID) async throws -> [String] {
        let lines = Lines()
        try await store.export(book) { lines.add($0) }
        return lines.all
    }
}

extension Session.Reply {
    var page: Page? {
        guard case .page(let page) = self else { return nil }
        return page
    }

    var standing: Standing? {
        switch self {
        case .standing(let standing): standing
        case .page(let page): page.standing
        default: nil
        }
    }
}

/// Writes the name of a client, whatever it was.
func named(_ name: String, _ key: RecordKey = .sample) -> BookOffice.Writer {
    { open, _, _ in
        let record = try open(key)
        let values = [RegisterKey(2): Value?.some(.text(name))]
        let sight = Sight(of: record, in: Catalog.schema) { Record(key: $0) }
        return record.registers.isEmpty ? sight.creation(values) : sight.edit(values)
    }
}
