import AgentStore
import Bytes
import Crypto
import HTTP
import Sync
import Wire

extension ServerLine {
    /// Sends a letter of a session, and tells what the office answered.
    ///
    /// Replicas are named by their numbers; where the office numbers them otherwise, in full.
    func converse(
        _ letter: Session.Letter, naming roll: Roll, of enrolment: Enrolment
    ) async throws -> Session.Reply {
        let server = try ServerAddress(enrolment.server)
        let context = Context(roll: roll, hash: CopyHash.function)
        return try await showing(enrolment, to: server) { token in
            do {
                return try await self.ask(
                    letter, in: context, rollCount: roll.count, of: enrolment, at: server, token)
            } catch RollError.unknown {
                return try await self.ask(
                    letter, in: context, rollCount: 0, of: enrolment, at: server, token)
            }
        }
    }

    /// The office numbers replicas otherwise.
    private enum RollError: Error {
        case unknown
    }

    private func ask(
        _ letter: Session.Letter, in context: Context, rollCount: Int, of enrolment: Enrolment,
        at server: ServerAddress, _ token: String
    ) async throws -> Session.Reply {
        let frame = letter.frame(
            in: context, rollCount: rollCount, book: enrolment.book, device: device,
            signedBy: key.signature)
        let (status, bytes) = try await post(
            frame, to: server, ["sync", "v1", letter.path], token: token)
        guard status == .ok else {
            if rollCount > 0, Refused.kind(bytes) == "unknown_roll" { throw RollError.unknown }
            throw Refused.error(status, bytes)
        }
        do {
            return try Session.Reply(frame: bytes, to: letter, in: context)
        } catch {
            throw LinkError.broken(reason: "\(error)")
        }
    }
}

/// Questions beside the session: what somebody asks who holds something else than the server.
extension ServerLine {
    /// Asks a question that names no replica by number; the answer are the bytes of a frame.
    func ask(
        _ question: [UInt8], _ path: String, of enrolment: Enrolment
    ) async throws -> [UInt8] {
        let server = try ServerAddress(enrolment.server)
        return try await showing(enrolment, to: server) { token in
            try await self.taken(question, path, at: server, token)
        }
    }

    private func taken(
        _ frame: [UInt8], _ path: String, at server: ServerAddress, _ token: String
    ) async throws -> [UInt8] {
        let (status, bytes) = try await post(
            frame, to: server, ["sync", "v1", path], token: token)
        guard status == .ok else { throw Refused.error(status, bytes) }
        return bytes
    }
}
