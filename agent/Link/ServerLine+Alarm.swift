import AgentStore
import Bytes
import Crypto
import Sync
import Wire

extension ServerLine {
    /// Reports to whoever operates the server; it has taken note when this returns.
    func raise(_ alarm: Alarm, in enrolment: Enrolment) async throws {
        let context = Context(roll: Roll(), hash: CopyHash.function)
        let frame = alarm.frame(
            in: context, book: enrolment.book, device: device, signedBy: key.signature)
        let bytes = try await ask(frame, "alarm", of: enrolment)
        do {
            _ = try Noted(frame: bytes, in: context)
        } catch {
            throw LinkError.broken(reason: "\(error)")
        }
    }
}
