import Bytes
import Crypto
import HTTP
import HTTPClient
import Identity
import ServerStore
import Sync
import Wire

/// A laptop as the server knows it: enrolled, signed in, with a line of its own and no disk.
struct Correspondence: Sendable {
    let book: BookID
    let device: DeviceID
    private let key: SigningKey
    private let client: HTTPClient
    private let origin: Origin
    /// What it shows with each question.
    let token: String

    /// Joins a book.
    init(
        _ device: DeviceID, of book: BookID, on server: TeamServer,
        by client: HTTPClient = HTTPClient(Self.settings)
    ) async throws {
        let key = try SigningKey()
        let origin = Origin.http(host: "127.0.0.1", port: server.port)
        let code = try await server.code(for: book)
        let enrol = Enrol(
            code: code, device: device, name: "Benchmark", publicKey: key.verifyingKey.bytes,
            signature: key.signature(of: Enrol.statement(code: code, device: device)))
        _ = try Enrolled(frame: try await Self.post(enrol.frame, "enrol", client, origin))
        let knock = Knock(book: book, device: device)
        let challenge = try Challenge(
            frame: try await Self.post(knock.frame, "challenge", client, origin))
        let statement = Proof.statement(book: book, device: device, nonce: challenge.nonce)
        let proof = Proof(nonce: challenge.nonce, signature: key.signature(of: statement))
        token = try Pass(frame: try await Self.post(proof.frame, "token", client, origin)).token
        (self.book, self.device, self.key, self.client) = (book, device, key, client)
        self.origin = origin
    }

    /// The bytes of a letter, as it is sent.
    func frame(_ letter: Session.Letter) -> [UInt8] {
        letter.frame(in: Self.context, book: book, device: device, signedBy: key.signature)
    }

    /// Sends a letter, and reads what the server answers.
    func ask(_ letter: Session.Letter) async throws -> Session.Reply {
        let bytes = try await post(frame(letter), letter.path)
        return try Session.Reply(frame: bytes, to: letter, in: Self.context)
    }

    /// Sends the bytes of a letter; the answer is not looked into.
    func post(_ frame: [UInt8], _ path: String) async throws -> [UInt8] {
        try await Self.post(frame, path, client, origin, token)
    }

    /// The question for what follows a point of the log, as bytes on the wire.
    func request(_ letter: Session.Letter) -> [UInt8] {
        let frame = frame(letter)
        let head =
            "POST /sync/v1/\(letter.path) HTTP/1.1\r\nHost: localhost\r\n"
            + "Authorization: Bearer \(token)\r\nContent-Type: application/octet-stream\r\n"
            + "Content-Length: \(frame.count)\r\n\r\n"
        return Array(head.utf8) + frame
    }

    private static let context = Context(roll: Roll(), hash: LogHash.function)

    static let settings: HTTPClient.Settings = {
        var settings = HTTPClient.Settings()
        settings.totalTimeout = .seconds(120)
        settings.idleSeconds = 75
        settings.answerBytesMax = Frame.bodyBytesMax + 64
        return settings
    }()

    private static func post(
        _ frame: [UInt8], _ path: String, _ client: HTTPClient, _ origin: Origin,
        _ token: String? = nil
    ) async throws -> [UInt8] {
        var headers: Headers = ["Content-Type": "application/octet-stream"]
        if let token { headers["Authorization"] = "Bearer \(token)" }
        let request = Request(
            .post, Target(["sync", "v1", path]), headers: headers, body: .bytes(frame))
        let response = try await client.send(request, to: origin)
        let bytes = try await response.body.collected()
        guard response.status == .ok else {
            throw BenchmarkFailure.program(
                "counterfoil-server",
                words: "\(response.status.code) \(String(decoding: bytes, as: UTF8.self))")
        }
        return bytes
    }
}
