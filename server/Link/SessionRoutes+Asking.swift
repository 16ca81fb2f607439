import Bytes
import Crypto
import HTTP
import Identity
import ServerStore
import Sync
import Wire

/// How replies are written for somebody: by the part of the roll that both sides know.
struct Reply: Sendable {
    let context: Context
    let rollCount: Int

    func callAsFunction(_ reply: Session.Reply) -> Response {
        response(frame: reply.frame(in: context, rollCount: rollCount))
    }

    func callAsFunction(_ message: some SessionMessage) -> Response {
        response(frame: message.frame(in: context, rollCount: rollCount))
    }

    private func response(frame: [UInt8]) -> Response {
        Response(headers: ["Content-Type": "application/octet-stream"], body: .bytes(frame))
    }
}

/// A message with who sent it, and how it is replied to.
struct Asked<Said: SessionMessage>: Sendable {
    let holder: DeviceHolder
    let envelope: Envelope
    let message: Said
    let reply: Reply

    var identity: DeviceIdentity { holder.identity }
}

extension SessionRoutes {
    /// Reads the one message of a request, whose sender has shown a token.
    func asked<Said: SessionMessage>(
        _ request: Request, _ type: Said.Type
    ) async throws -> Asked<Said> {
        let holder = try await doorkeeper.holder(of: request)
        let bytes = try await request.body.collected()
        let (envelope, part) = try decoding { () throws(MalformedBytes) in
            let envelope = try Envelope(bytes, expecting: Said.kind)
            return (envelope, try envelope.rollPart)
        }
        let known = try await rolls.roll(
            of: holder.identity.book, count: part.count, mark: part.mark)
        guard let known else {
            throw Refusal(
                .conflict, "The server numbers replicas otherwise; name them in full.",
                kind: "unknown_roll")
        }
        let context = Context(roll: known, hash: LogHash.function)
        let message = try decoding { () throws(MalformedBytes) in
            try Said(envelope, in: context)
        }
        return Asked(
            holder: holder, envelope: envelope, message: message,
            reply: Reply(context: context, rollCount: part.count))
    }

    /// What a laptop brings it has signed: nobody who only has its token brings anything.
    func check<Said>(_ asked: Asked<Said>) throws {
        let identity = asked.identity
        let statement = asked.envelope.statement(book: identity.book, device: identity.device)
        guard let signature = asked.envelope.signature,
            try VerifyingKey(bytes: asked.holder.publicKey).accepts(signature, of: statement)
        else { throw notLetIn("The frame does not bear the signature of its laptop.") }
    }
}
