import Breaker
import Bytes
import Crypto
import HTTP
import HTTPClient
import Machine

/// Sends signed requests to the service and repeats those that may succeed later.
///
/// Every request may be repeated: what is kept is kept at the address of its content, and a mark
/// tells whose it is.
struct S3Client: Sendable {
    /// One thing that is asked of the service.
    struct Question: Sendable {
        var method: Method
        var key: [String]
        var query: [(String, String)] = []
        var headers: Headers = [:]
        var body: [UInt8] = []
    }

    private static let answerBytesMax = 1 << 20
    private static let backoff = Backoff(first: .milliseconds(200), longest: .seconds(5))

    let settings: S3Settings
    private let client: HTTPClient
    private let breaker: Breaker
    private let unixSeconds: @Sendable () -> Int64

    init(
        _ settings: S3Settings, breaker: Breaker = Breaker("files"),
        unixSeconds: @escaping @Sendable () -> Int64
    ) {
        self.settings = settings
        self.breaker = breaker
        self.unixSeconds = unixSeconds
        var http = HTTPClient.Settings()
        http.totalTimeout = nil
        http.idleSeconds = settings.idleSeconds
        http.answerBytesMax = Self.answerBytesMax
        http.authorityFile = settings.authorityFile
        client = HTTPClient(http)
    }

    /// Asks and returns the answer, whatever it is but a request to come back later.
    func ask(_ question: Question) async throws(FilesError) -> S3Reply {
        try await repeatedly { () async throws(FilesError) in
            let response = try await exchange { () async throws(HTTPClientError) in
                try await client.send(signed(question), to: settings.origin)
            }
            guard case .bytes(let bytes) = response.body else { return S3Reply(response, []) }
            return try verdict(S3Reply(response, bytes))
        }
    }

    /// Asks for a file; its body is handed on while it arrives, anew with every attempt.
    func read<Value>(
        _ question: Question,
        _ body: @Sendable (Body) async throws -> Value
    ) async throws(FilesError) -> Value? {
        try await repeatedly { () async throws(FilesError) -> Value? in
            let response = try await exchange { () async throws(HTTPClientError) in
                try await client.open(signed(question), to: settings.origin)
            }
            if response.status == .ok { return try await handOn(response, body) }
            let reply = S3Reply(response, try await words(of: response))
            if try verdict(reply).status == .notFound { return nil }
            throw reply.refusal(by: service)
        }
    }

    /// What the service is called in errors.
    var service: String { settings.origin.description }

    /// The time that signatures name.
    var now: S3Time { S3Time(unixSeconds: unixSeconds()) }

    private func signed(_ question: Question) -> Request {
        var request = Request(
            question.method,
            S3Signature.target([settings.bucket] + question.key, question.query),
            headers: question.headers, body: .bytes(question.body))
        S3Signature(settings, at: now).sign(
            &request, payloadDigest: Hexadecimal.text(SHA256.digest(question.body)))
        return request
    }

    private func repeatedly<Value>(
        _ attempt: () async throws(FilesError) -> Value
    ) async throws(FilesError) -> Value {
        var failureCount = 0
        while true {
            do throws(FilesError) {
                return try await guarded(attempt)
            } catch {
                failureCount += 1
                if case .resting = error { throw error }
                guard error.isTemporary, failureCount < settings.attemptCountMax else {
                    throw error
                }
            }
            do {
                try await Self.backoff.wait(afterFailures: failureCount)
            } catch {
                throw .cancelled
            }
        }
    }

    /// Asks unless the service is left alone; one that refuses has answered.
    private func guarded<Value>(
        _ attempt: () async throws(FilesError) -> Value
    ) async throws(FilesError) -> Value {
        do {
            return try await breaker.call(attempt) { ($0 as? FilesError)?.isTemporary == true }
        } catch let error as FilesError {
            throw error
        } catch BreakerError.open(_, let wait) {
            throw .resting(service: service, seconds: Int(max(1, wait.components.seconds)))
        } catch {
            throw .cancelled
        }
    }

    private func exchange(
        _ body: () async throws(HTTPClientError) -> Response
    ) async throws(FilesError) -> Response {
        do throws(HTTPClientError) {
            return try await body()
        } catch {
            throw failure(error)
        }
    }

    private func handOn<Value>(
        _ response: Response, _ body: @Sendable (Body) async throws -> Value
    ) async throws(FilesError) -> Value {
        do {
            return try await body(response.body)
        } catch let error as FilesError {
            throw error
        } catch let error as HTTPClientError {
            throw failure(error)
        } catch {
            throw .cancelled
        }
    }

    private func words(of response: Response) async throws(FilesError) -> [UInt8] {
        try await handOn(response) { try await $0.collected(bytesMax: Self.answerBytesMax) }
    }

    /// Throws when the service wants to be asked again later.
    private func verdict(_ reply: S3Reply) throws(FilesError) -> S3Reply {
        switch reply.status.code {
        case 408, 429, 500, 502...599:
            throw .unavailable(service: service, reason: "\(reply.status.code) \(reply.code)")
        default: return reply
        }
    }

    private func failure(_ error: HTTPClientError) -> FilesError {
        switch error {
        case .cancelled: .cancelled
        case .tls, .invalidRequest: .misconfigured("\(error)")
        case .tooLarge(let bytesMax): .tooLarge(bytesMax: bytesMax)
        default: .unavailable(service: service, reason: "\(error)")
        }
    }
}

/// An answer of the service.
struct S3Reply: Sendable {
    let status: Status
    let headers: Headers
    let body: [UInt8]

    init(_ response: Response, _ body: [UInt8]) {
        status = response.status
        headers = response.headers
        self.body = body
    }

    /// The service's word for what is wrong.
    var code: String { S3Answer.code(in: body) }

    /// The answer as an error.
    func refusal(by service: String) -> FilesError {
        .refused(service: service, status: status.code, code: code)
    }
}
