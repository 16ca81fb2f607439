import Bytes
import HTTP
import JSON
import Sync

/// A laptop that waits to be let in by a code that a person confirms elsewhere.
package struct LoginRequest: Hashable, Sendable {
    /// Where it asked.
    package let server: ServerAddress
    /// What this laptop is called.
    package let name: String
    /// What it keeps to itself; once confirmed it is its enrolment code.
    let deviceCode: String
    /// What a person types.
    package let userCode: String
    /// Where they type it.
    package let page: String
    /// The same with the code in it.
    package let pageWithCode: String
    /// Seconds until both are worth nothing.
    package let lifetimeSeconds: Int64
    /// Seconds between two questions.
    package let intervalSeconds: Int64
}

/// What became of a laptop that waits.
package enum LoginProgress: Hashable, Sendable {
    /// Nobody has confirmed it yet; ask again after so many seconds.
    case waiting(seconds: Int64)
    /// It may enrol.
    case approved
}

extension ServerLine {
    /// Asks to be let in.
    func beginLogin(at server: ServerAddress, named name: String) async throws -> LoginRequest {
        let answer = try await form(
            .post, ["devices", "authorize"], body: ["name": .string(name)], at: server)
        guard let deviceCode = answer["device_code"]?.string,
            let userCode = answer["user_code"]?.string,
            let page = answer["verification_uri"]?.string,
            let lifetime = answer["expires_in"]?.integer
        else { throw LinkError.broken(reason: "it gave no code") }
        return LoginRequest(
            server: server, name: name, deviceCode: deviceCode, userCode: userCode, page: page,
            pageWithCode: answer["verification_uri_complete"]?.string ?? page,
            lifetimeSeconds: lifetime, intervalSeconds: answer["interval"]?.integer ?? 5)
    }

    /// Asks whether somebody has confirmed.
    func poll(_ login: LoginRequest, lastWait: Int64) async throws -> LoginProgress {
        do {
            _ = try await form(
                .post, ["devices", "token"], body: ["device_code": .string(login.deviceCode)],
                at: login.server)
            return .approved
        } catch let refused as RefusedForm {
            switch refused.kind {
            case "authorization_pending": return .waiting(seconds: lastWait)
            case "slow_down": return .waiting(seconds: lastWait + 5)
            case "access_denied", "expired_token": throw LinkError.notLetIn(reason: refused.message)
            default: throw refused.error
            }
        }
    }

    /// Asks about laptops below `/devices`, as this laptop.
    func devices(
        _ method: Method, _ path: [String], body: JSONValue? = nil, of server: ServerAddress,
        showing token: String
    ) async throws -> JSONValue {
        try await answered {
            try await form(method, ["devices"] + path, body: body, at: server, token: token)
        }
    }

    /// Sends JSON and reads JSON.
    fileprivate func form(
        _ method: Method, _ path: [String], query: Query = [:], body: JSONValue? = nil,
        at server: ServerAddress, token: String? = nil
    ) async throws -> JSONValue {
        var headers: Headers = ["Accept": "application/json"]
        if body != nil { headers["Content-Type"] = "application/json" }
        if let token { headers["Authorization"] = "Bearer \(token)" }
        let request = Request(
            method, Target(path, query: query), headers: headers, body: .text(body?.text() ?? ""))
        let response = try await send(request, to: server)
        let bytes = try await response.body.collected()
        guard response.status.isSuccess else {
            throw RefusedForm(response.status, bytes)
        }
        if response.status == .noContent { return [:] }
        guard let value = try? JSONValue(parsing: bytes) else {
            throw LinkError.broken(reason: "it sent no JSON")
        }
        return value
    }
}

/// Books, as the laptop of one that belongs to the server.
extension ServerLine {
    /// A code by which this laptop brings a book of its own.
    func attachCode(
        for book: BookID, called name: String, of server: ServerAddress, _ token: String
    ) async throws -> String {
        let answer = try await answered {
            try await form(
                .post, ["books", book.text, "attach"], body: ["name": .string(name)], at: server,
                token: token)
        }
        guard let code = answer["code"]?.string else {
            throw LinkError.broken(reason: "it gave no code")
        }
        return code
    }

    /// The books of the laptop's owner, as far as one answer tells.
    func books(
        at server: ServerAddress, _ token: String
    ) async throws -> [(id: BookID, name: String)] {
        let answer = try await answered {
            try await form(.get, ["books"], query: ["limit": "100"], at: server, token: token)
        }
        return (answer["data"]?.array ?? []).compactMap { book in
            guard let id = book["id"]?.string.flatMap({ BookID(text: $0) }),
                let name = book["name"]?.string
            else { return nil }
            return (id: id, name: name)
        }
    }

    /// What a book is called there.
    func name(
        of book: BookID, at server: ServerAddress, _ token: String
    ) async throws -> String {
        let answer = try await answered {
            try await form(.get, ["books", book.text], at: server, token: token)
        }
        guard let name = answer["name"]?.string else {
            throw LinkError.broken(reason: "it told no name")
        }
        return name
    }

    /// Which positions of a book's log, as it was before the server was restored, nobody has
    /// brought; told to whoever manages the book.
    func lost(
        of book: BookID, at server: ServerAddress, _ token: String
    ) async throws -> [ClosedRange<UInt64>] {
        let answer = try await answered {
            try await form(.get, ["books", book.text, "lost"], at: server, token: token)
        }
        return (answer["entries"]?.array ?? []).compactMap { run in
            guard let first = run["from"]?.integer, let last = run["through"]?.integer, first > 0,
                last >= first
            else { return nil }
            return UInt64(first)...UInt64(last)
        }
    }

    private func answered(
        _ ask: () async throws -> JSONValue
    ) async throws -> JSONValue {
        do {
            return try await ask()
        } catch let refused as RefusedForm {
            throw refused.error
        }
    }
}

/// What a server said when it refused a form.
private struct RefusedForm: Error {
    let kind: String
    let message: String
    let error: LinkError

    init(_ status: Status, _ body: [UInt8]) {
        let object = try? JSONValue(parsing: body)
        kind = object?["error"]?.string ?? "unknown"
        message = object?["message"]?.string ?? "The server gave no reason."
        error =
            status == .notFound ? .notFound(reason: message) : Refused.error(status, body)
    }
}
