import Bytes
import HTTP
import Identity
import Wire

extension Request {
    /// Reads the one message that the body holds.
    func message<Said: Message>(_ type: Said.Type) async throws -> Said {
        let bytes = try await body.collected()
        return try decoding { () throws(MalformedBytes) in try Said(frame: bytes) }
    }
}

extension Response {
    /// Answers with one message.
    static func message(_ message: some Message) -> Response {
        Response(
            headers: ["Content-Type": "application/octet-stream"], body: .bytes(message.frame))
    }
}

/// Says to the sender that its bytes are malformed, and where.
func decoding<Value>(_ decode: () throws(MalformedBytes) -> Value) throws(Refusal) -> Value {
    do {
        return try decode()
    } catch {
        throw Refusal(.badRequest, "\(error)", kind: "malformed")
    }
}

/// Says to the sender that it is not let in.
func refusing<Value>(_ body: () async throws -> Value) async throws -> Value {
    do {
        return try await body()
    } catch IdentityError.nameRefused {
        throw Refusal(
            .unprocessable, "\(IdentityError.nameRefused)", kind: "validation",
            fields: ["name": "\(IdentityError.nameRefused)"])
    } catch let error as IdentityError {
        throw notLetIn("\(error)")
    }
}

/// The refusal of whoever does not show the token of an enrolled laptop.
func notLetIn(_ reason: String) -> Refusal {
    Refusal(
        .unauthorized, reason, kind: "not_let_in",
        headers: ["WWW-Authenticate": "Bearer realm=\"counterfoil\""])
}
