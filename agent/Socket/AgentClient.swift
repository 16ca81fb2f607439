import Glibc
package import HTTP
import HTTPClient
package import JSON

/// Asks the agent of this user, over its socket.
package struct AgentClient: Sendable {
    private let client: HTTPClient
    private let socket: String
    private let book: String?

    /// Speaks to the agent of a place, about the book of a name or an id; without one, about the
    /// book that is meant where none is named.
    package init(place: AgentPlace, book: String? = nil) {
        self.book = book
        var settings = HTTPClient.Settings()
        settings.totalTimeout = .seconds(300)
        settings.idleSeconds = 300
        client = HTTPClient(settings)
        socket = place.socket
    }

    /// Sends a question and returns the answer; throws what the agent refused. Something is written
    /// only if what it is about still is of the version that was seen, where one is named.
    package func ask(
        _ verb: Verb, _ path: [String], query: Query = [:], body: JSONValue? = nil,
        ifVersion version: String? = nil
    ) async throws(AgentFailure) -> JSONValue {
        var headers = headers
        headers["If-Match"] = version.map { "\"\(PercentCoding.encoded($0))\"" }
        if body != nil { headers["Content-Type"] = "application/json" }
        return try await answer(
            to: Request(
                verb.method, Target(path, query: query), headers: headers,
                body: .text(body?.text() ?? "")))
    }

    /// Sends lines of JSON and returns the answer; throws what the agent refused.
    package func send(
        _ path: [String], query: Query, lines: [UInt8]
    ) async throws(AgentFailure) -> JSONValue {
        var headers = headers
        headers["Content-Type"] = "application/x-ndjson"
        return try await answer(
            to: Request(
                .post, Target(path, query: query), headers: headers, body: .bytes(lines)))
    }

    private func answer(to request: Request) async throws(AgentFailure) -> JSONValue {
        let response = try await send(request)
        let bytes = try await collect(response)
        guard let value = try? JSONValue(parsing: bytes, limits: .init(bytesMax: 64 << 20)) else {
            throw .broken
        }
        guard response.status.isSuccess else {
            throw .refused(Refused(status: response.status.code, json: value))
        }
        return value
    }

    /// Asks for something long, and hands over its bytes as they come.
    package func read(
        _ path: [String], query: Query = [:],
        _ chunk: @escaping @Sendable ([UInt8]) async throws -> Void
    ) async throws {
        let response = try await send(
            Request(.get, Target(path, query: query), headers: headers))
        guard response.status.isSuccess else {
            guard let value = try? JSONValue(parsing: try await collect(response)) else {
                throw AgentFailure.broken
            }
            throw AgentFailure.refused(Refused(status: response.status.code, json: value))
        }
        do {
            try await response.body.read(chunk)
        } catch let error as HTTPClientError {
            throw AgentFailure.interrupted(reason: "\(error)")
        }
    }

    private var headers: Headers {
        book.map { ["X-Book": PercentCoding.encoded($0)] } ?? [:]
    }

    private func send(_ request: Request) async throws(AgentFailure) -> Response {
        try refuseForeignSocket()
        do {
            return try await client.send(request, to: .unix(path: socket))
        } catch HTTPClientError.cannotConnect {
            throw .notRunning
        } catch {
            throw .interrupted(reason: "\(error)")
        }
    }

    /// What listens there must be this user's: a question may hold the whole book.
    private func refuseForeignSocket() throws(AgentFailure) {
        var facts = stat()
        guard lstat(socket, &facts) == 0, facts.st_uid != geteuid() else { return }
        throw .foreignSocket(path: socket)
    }

    private func collect(_ response: Response) async throws(AgentFailure) -> [UInt8] {
        do {
            return try await response.body.collected()
        } catch {
            throw .interrupted(reason: "\(error)")
        }
    }
}

/// What a question asks for.
package enum Verb: Sendable {
    case get, post, patch, delete

    fileprivate var method: Method {
        switch self {
        case .get: .get
        case .post: .post
        case .patch: .patch
        case .delete: .delete
        }
    }
}

/// Why the agent did not answer with what was asked for.
package enum AgentFailure: Error, Sendable {
    /// There is no agent.
    case notRunning
    /// What listens there is another user's; it was not asked.
    case foreignSocket(path: String)
    /// The line to it broke.
    case interrupted(reason: String)
    /// It answered with something else than JSON.
    case broken
    /// It said no.
    case refused(Refused)
}

/// What the agent said when it said no.
package struct Refused: Sendable {
    /// The status of the answer.
    package let status: Int
    /// A stable word.
    package let kind: String
    /// A sentence.
    package let message: String
    /// What is expected of each field that was not accepted, by its path.
    package let fields: [(path: String, expectation: String)]

    init(status: Int, json: JSONValue) {
        self.status = status
        guard case .object(let object) = json else {
            (kind, message, fields) = ("unknown", "The agent gave no reason.", [])
            return
        }
        kind = object["error"].flatMap(\.string) ?? "unknown"
        message = object["message"].flatMap(\.string) ?? "The agent gave no reason."
        guard case .object(let named) = object["fields"] else {
            fields = []
            return
        }
        fields = named.sorted { $0.key < $1.key }.map {
            (path: $0.key, expectation: $0.value.string ?? "")
        }
    }
}
