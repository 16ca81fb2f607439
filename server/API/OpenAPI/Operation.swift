package import HTTP
import JSON

/// One thing that can be asked, as it is told to whoever writes a program for it.
package struct Operation: Sendable {
    /// What has to be shown.
    enum Access: Sendable {
        /// Nothing.
        case everybody
        /// A token of a person, an API key or a laptop's token.
        case caller
        /// What was agreed upon with whoever runs the server.
        case secret
    }

    /// What is answered.
    enum Answer: Sendable {
        case nothing
        case json(Shape)
        case bytes(mediaType: String)
    }

    /// The method.
    package let method: Method
    /// The pattern of the route.
    package let pattern: String
    let summary: String
    let access: Access
    let status: Status
    let answer: Answer
    private(set) var query: [Shape.Member] = []
    private(set) var body: Shape?
    private(set) var takesBytes = false
    private(set) var isVersioned = false

    init(
        _ method: Method, _ pattern: String, _ summary: String, for access: Access = .caller,
        _ status: Status, _ answer: Answer
    ) {
        self.method = method
        self.pattern = pattern
        self.summary = summary
        self.access = access
        self.status = status
        self.answer = answer
    }

    /// The same, answered with 200.
    init(
        _ method: Method, _ pattern: String, _ summary: String, for access: Access = .caller,
        _ answer: Answer
    ) {
        self.init(method, pattern, summary, for: access, .ok, answer)
    }

    /// The same with a body in JSON.
    func taking(_ members: Shape.Member...) -> Operation { taking(.object(members)) }

    /// The same with a body in JSON.
    func taking(_ body: Shape) -> Operation {
        var operation = self
        operation.body = body
        return operation
    }

    /// The same with a file as its body.
    func takingBytes() -> Operation {
        var operation = self
        operation.takesBytes = true
        return operation
    }

    /// The same with parameters behind the question mark.
    func asking(_ members: Shape.Member...) -> Operation {
        var operation = self
        operation.query += members
        return operation
    }

    /// The same for one page of a list.
    var paged: Operation {
        asking(.optional("limit", .integer(1...100)), .optional("starting_after", .id))
    }

    /// The same for something that has versions: `ETag`, `If-Match`, `If-None-Match`.
    var versioned: Operation {
        var operation = self
        operation.isVersioned = true
        return operation
    }

    /// Whether it changes something, and may bear an `Idempotency-Key`.
    var changes: Bool { method != .get }

    /// The statuses of refusals that it may be answered with.
    var refusals: [Int] {
        var codes = [429, 503]
        if access != .everybody { codes += [401, 403, 404] }
        if pattern.contains("{") { codes += [404] }
        if body != nil || takesBytes { codes += [400, 413, 415] }
        if body != nil || takesBytes || !query.isEmpty { codes += [422] }
        // A link, a code or a password that is no good.
        if access == .everybody, changes { codes += [400, 401, 403] }
        if changes { codes += [400, 409, 422] }
        if isVersioned, changes { codes += [412] }
        return Set(codes).sorted()
    }
}
