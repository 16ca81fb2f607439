import ServerStore
import Sync
import TestOffice
import Testing

extension BookCopy {
    /// Sends what waits, and hears what became of it.
    mutating func send(to office: Office, as caller: BookOffice.Caller) async throws {
        let push = try #require(self.push(countMax: 10))
        let reply = try await office.log.answer(push, from: caller, at: Office.milliseconds)
        guard case .verdicts(let verdicts) = reply else {
            Issue.record("no verdicts came")
            return
        }
        let isProved = hear(verdicts, milliseconds: Office.milliseconds)
        #expect(isProved)
    }
}
