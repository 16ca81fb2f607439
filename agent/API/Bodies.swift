import AgentStore
import HTTP
import JSON

extension Response {
    /// An answer in JSON.
    static func json(_ value: JSONValue, status: Status = .ok) -> Response {
        .json(Array(value.text().utf8), status: status)
    }
}

extension Request {
    /// What whoever writes was shown, if that is told.
    var seen: RecordVersion? {
        headers["If-Match"].map { $0.filter { $0 != "\"" } }
            .flatMap { $0 == "*" ? nil : RecordVersion(named: $0) }
    }

    /// The object that the body holds.
    func form() async throws -> [String: JSONValue] {
        let bytes = try await body.collected()
        do {
            if let object = try JSONValue(parsing: bytes).object { return object }
            throw Refusal(.badRequest, "The body must be a JSON object.")
        } catch let error as JSONError {
            throw Refusal(.badRequest, "\(error)")
        }
    }
}
