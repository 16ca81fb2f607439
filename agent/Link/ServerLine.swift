import AgentStore
import Bytes
package import Crypto
import HTTP
import HTTPClient
import Machine
package import Sync
import Wire

/// The line to one server: asks in frames, and shows who is asking.
package actor ServerLine {
    private let client: HTTPClient
    let key: SigningKey
    let device: DeviceID
    /// What was given for one book on one server: it is never shown to another.
    private var pass: (token: String, enrolment: Enrolment)?

    /// A line for one laptop.
    package init(device: DeviceID, key: SigningKey) {
        var settings = HTTPClient.Settings()
        settings.totalTimeout = .seconds(120)
        settings.idleSeconds = 75
        settings.answerBytesMax = Frame.bodyBytesMax + 64
        client = HTTPClient(settings)
        self.key = key
        self.device = device
    }

    /// Joins the book of a one-time code.
    package func enrol(
        at server: ServerAddress, code: String, name: String
    ) async throws -> BookID {
        let statement = Enrol.statement(code: code, device: device)
        let enrol = Enrol(
            code: code, device: device, name: name, publicKey: key.verifyingKey.bytes,
            signature: key.signature(of: statement))
        return try await ask(server, "enrol", enrol, for: Enrolled.self).book
    }

    /// Runs the body with a token for the laptop's book, once more with a fresh one when the
    /// server did not take it.
    func showing<Value: Sendable>(
        _ enrolment: Enrolment, to server: ServerAddress,
        _ body: (_ token: String) async throws -> Value
    ) async throws -> Value {
        if let pass, pass.enrolment == enrolment {
            do {
                return try await body(pass.token)
            } catch LinkError.notLetIn {
                // The token has expired, or the server forgot it: sign in once more.
                if self.pass?.token == pass.token { self.pass = nil }
            }
        }
        return try await body(try await signIn(to: server, for: enrolment))
    }

    private func signIn(
        to server: ServerAddress, for enrolment: Enrolment
    ) async throws -> String {
        let book = enrolment.book
        let nonce = try await ask(
            server, "challenge", Knock(book: book, device: device), for: Challenge.self
        ).nonce
        let statement = Proof.statement(book: book, device: device, nonce: nonce)
        let proof = Proof(nonce: nonce, signature: key.signature(of: statement))
        let token: String
        do {
            token = try await ask(server, "token", proof, for: Pass.self).token
        } catch LinkError.notLetIn {
            throw LinkError.turnedAway
        }
        pass = (token, enrolment)
        return token
    }

    private func ask<Answer: Message>(
        _ server: ServerAddress, _ path: String, _ question: some Message,
        for answer: Answer.Type, token: String? = nil
    ) async throws -> Answer {
        let (status, bytes) = try await post(
            question.frame, to: server, ["sync", "v1", path], token: token)
        guard status == .ok else { throw Refused.error(status, bytes) }
        do {
            return try Answer(frame: bytes)
        } catch {
            throw LinkError.broken(reason: "\(error)")
        }
    }

    /// Sends the bytes of one frame, and tells what came back.
    func post(
        _ frame: [UInt8], to server: ServerAddress, _ path: [String], token: String?
    ) async throws -> (status: Status, bytes: [UInt8]) {
        var headers: Headers = ["Content-Type": "application/octet-stream"]
        if let token { headers["Authorization"] = "Bearer \(token)" }
        let request = Request(.post, Target(path), headers: headers, body: .bytes(frame))
        let response = try await send(request, to: server)
        return (response.status, try await response.body.collected())
    }

    func send(_ request: Request, to server: ServerAddress) async throws -> Response {
        do {
            return try await client.send(request, to: server.origin)
        } catch HTTPClientError.cancelled {
            throw CancellationError()
        } catch {
            throw LinkError.away(reason: "\(error)")
        }
    }
}
