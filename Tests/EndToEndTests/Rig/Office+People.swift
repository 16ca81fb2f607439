import HTTP
import HTTPClient
import JSON
import Machine
import Testing

/// An answer of the server's API.
struct APIReply: Sendable {
    let status: Int
    let headers: Headers
    let json: JSONValue

    var error: String? { json["error"]?.string }
}

/// People who ask the server.
extension Office {
    /// A password that nothing objects to.
    static let password = "correct horse battery"

    /// Asks the API.
    func ask(
        _ method: HTTP.Method, _ path: String, _ body: JSONValue? = nil, token: String? = nil,
        _ extra: Headers = [:]
    ) async throws -> APIReply {
        var headers = extra
        if body != nil { headers["Content-Type"] = "application/json" }
        if let token { headers["Authorization"] = "Bearer \(token)" }
        let response = try await HTTPClient().send(
            Request(
                method, try Target(parsing: path), headers: headers,
                body: .text(body?.text() ?? "")), to: .http(host: "127.0.0.1", port: port))
        let bytes = try await response.body.collected()
        return APIReply(
            status: response.status.code, headers: response.headers,
            json: bytes.isEmpty ? .null : try JSONValue(parsing: bytes))
    }

    /// Adds somebody to the only book, with the tests' password.
    func add(_ name: String, as role: String = "owner") async throws {
        let added = try await type(
            "admin", "user", "add", "\(name)@example.com", "--role", role, "--json")
        try #require(added.code == 0, "\(added.complaint)")
        let link = try #require(try added.json["link"]?.string)
        let token = try #require(link.split(separator: "=").last.map { String($0) })
        let reply = try await ask(
            .post, "/auth/reset-password/confirm",
            ["token": .string(token), "password": .string(Self.password)])
        try #require(reply.status == 200)
    }

    /// Asks to be signed in.
    func signIn(
        _ name: String, password: String = Office.password, _ headers: Headers = [:]
    ) async throws -> APIReply {
        try await ask(
            .post, "/auth/login",
            ["email": .string("\(name)@example.com"), "password": .string(password)],
            token: nil, headers)
    }

    /// An access token of somebody.
    func token(of name: String) async throws -> String {
        try #require(try await signIn(name).json["access_token"]?.string)
    }

    /// The mails that were written as files, once there are so many.
    func mails(_ count: Int) async throws -> [String] {
        let directory = world.directory + "/office/mails"
        var paths: [String] = []
        try await until("there are \(count) mails") {
            let listed = try await Subprocess("find", [directory, "-name", "*.eml"]).run()
            paths = listed.outputText.split(separator: "\n").map(String.init).sorted()
            return paths.count >= count
        }
        return try paths.map { String(decoding: try AtomicFile.read($0), as: UTF8.self) }
    }
}

extension Laptop {
    /// A laptop of somebody who has an account, with a role in the office's book.
    static func joined(_ name: String, as role: String, to office: Office) async throws -> Laptop {
        try await office.add(name, as: role)
        let laptop = try await Laptop.running(name, in: office.world)
        let invited = try await office.type(
            "admin", "device", "invite", "--owner", "\(name)@example.com", "--json")
        let code = try #require(try invited.json["code"]?.string)
        try await laptop.answer("login", office.address, "--code", code)
        return laptop
    }
}
