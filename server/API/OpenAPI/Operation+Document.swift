import HTTP
import JSON

extension Operation {
    /// The operation as OpenAPI 3.1 tells of it.
    var json: JSONValue {
        var members: [String: JSONValue] = [
            "operationId": .string(name), "summary": .string(summary), "tags": [.string(tag)],
            "parameters": .array(parameters), "responses": .object(responses),
            "security": security,
        ]
        if let requestBody { members["requestBody"] = requestBody }
        return .object(members)
    }

    /// `POST /auth/verify-email/resend` is `postAuthVerifyEmailResend`.
    private var name: String {
        let words = pattern.split { !$0.isLetter && !$0.isNumber }
        return method.name.lowercased()
            + words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    private var tag: String {
        pattern.split(separator: "/").first.map { String($0.drop { $0 == "." }) } ?? ""
    }

    private var security: JSONValue {
        switch access {
        case .everybody: []
        case .caller: [["caller": []]]
        case .secret: [["secret": []]]
        }
    }

    private var parameters: [JSONValue] {
        let path = pattern.split(separator: "/").filter { $0.hasPrefix("{") }.map { name in
            Self.parameter(.needed(String(name.dropFirst().dropLast())), in: "path")
        }
        var headers: [Shape.Member] = []
        if access == .caller { headers.append(.optional("X-Book", .id)) }
        if changes { headers.append(.optional("Idempotency-Key")) }
        if isVersioned { headers.append(.optional(changes ? "If-Match" : "If-None-Match")) }
        return path + query.map { Self.parameter($0, in: "query") }
            + headers.map { Self.parameter($0, in: "header") }
    }

    private static func parameter(_ member: Shape.Member, in place: String) -> JSONValue {
        [
            "name": .string(member.name), "in": .string(place),
            "required": .bool(member.isRequired), "schema": member.shape.schema,
        ]
    }

    private var requestBody: JSONValue? {
        if takesBytes {
            return ["required": true, "content": ["application/octet-stream": [:]]]
        }
        guard let body else { return nil }
        return [
            "required": true, "content": ["application/json": ["schema": body.schema]],
        ]
    }

    private var responses: [String: JSONValue] {
        let error: JSONValue = [
            "description": "Why not",
            "content": [
                "application/json": ["schema": Shape.named("Error").schema],
                "application/problem+json": [:],
            ],
        ]
        var responses = Dictionary(refusals.map { ("\($0)", error) }) { first, _ in first }
        var done: [String: JSONValue] = ["description": "Done"]
        switch answer {
        case .nothing: break
        case .json(let shape):
            done["content"] = ["application/json": ["schema": shape.schema]]
        case .bytes(let type): done["content"] = .object([type: [:]])
        }
        responses["\(status.code)"] = .object(done)
        if isVersioned, !changes { responses["304"] = ["description": "You have it already"] }
        return responses
    }
}
