import Bytes
import HTTP
import JSON

/// One page of a list: how much of it is wanted, and how it is answered.
struct Listing<Subject> {
    private static var limitDefault: Int { 25 }
    private static var limitMax: Int { 100 }

    /// How many are wanted.
    let limit: Int
    /// After which one.
    let last: Identifier<Subject>?

    /// One more than is wanted, to see whether there are more.
    var countMax: Int { limit + 1 }

    /// Reads `limit` and `starting_after`.
    init(_ request: Request) throws {
        var problems: [String: String] = [:]
        limit = request.query["limit"].map { Int($0) ?? 0 } ?? Self.limitDefault
        if !(1...Self.limitMax).contains(limit) {
            problems["limit"] = "A whole number from 1 to \(Self.limitMax) is needed."
        }
        let text = request.query["starting_after"]
        last = text.flatMap(Identifier.init(text:))
        if text != nil, last == nil { problems["starting_after"] = "An id is needed." }
        guard problems.isEmpty else {
            throw Refusal(
                .unprocessable, "The list cannot be shown so.", kind: "validation",
                fields: problems)
        }
    }

    /// The page as it is answered.
    func answer<Item>(_ items: [Item], _ describe: (Item) -> JSONValue) -> Response {
        .json([
            "data": .array(items.prefix(limit).map(describe)),
            "has_more": .bool(items.count > limit),
        ])
    }
}

extension Response {
    /// An answer in JSON that nobody keeps.
    static func json(_ value: JSONValue, status: Status = .ok) -> Response {
        var response = Response.json(Array(value.text().utf8), status: status)
        response.headers["Cache-Control"] = "no-store"
        return response
    }
}
