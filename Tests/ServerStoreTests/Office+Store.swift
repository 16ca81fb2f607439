import Causality
import PostgreSQL
import ServerStore
import Sync
import TestOffice

extension Office {
    /// Sends payloads as one push of a laptop.
    @discardableResult
    func ingest(
        _ payloads: [[UInt8]], from device: TestDevice, into book: BookID, secondsLater: Int = 0
    ) async throws -> [Acceptance] {
        let time = Timestamp(
            microseconds: Office.now.microseconds + Int64(secondsLater) * 1_000_000)
        return try await store.ingest(
            payloads.map { try Submission(payload: $0) }, from: device.id, into: book, at: time)
    }

    /// All of a book's log.
    func log(of book: BookID) async throws -> (entries: [ServerStore.LogEntry], head: UInt64) {
        try await store.entries(of: book, after: 0, countMax: 10_000, bytesMax: .max)
    }
}

extension Acceptance {
    /// The position, if it was accepted.
    var position: UInt64? {
        guard case .accepted(let position, _) = self else { return nil }
        return position
    }
}
