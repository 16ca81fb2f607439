import HTTP
import JSON

/// The JSON object that a request's body holds, read strictly: what is not asked for is refused.
struct Form {
    /// Bytes of such a body.
    static let bytesMax = 16 << 10
    private static let depthMax = 3

    private let members: [String: JSONValue]
    private var problems: [String: String] = [:]

    /// Reads the body; every name in it must be among these.
    init(_ request: Request, _ names: Set<String>) async throws {
        let bytes = try await request.body.collected(bytesMax: Self.bytesMax)
        guard !bytes.isEmpty else {
            members = [:]
            return
        }
        guard Self.isJSON(request.headers["Content-Type"]) else {
            throw Refusal(.unsupportedMediaType, "Send the body as application/json.")
        }
        members = try Self.object(bytes)
        for name in members.keys where !names.contains(name) {
            problems[name] = "This is not a field of this request."
        }
    }

    /// A text that must be there.
    mutating func text(_ name: String) -> String {
        if let text = optionalText(name), !text.isEmpty { return text }
        problems[name] = problems[name] ?? "A text is needed."
        return ""
    }

    /// A text that may be left out.
    mutating func optionalText(_ name: String) -> String? {
        switch members[name] {
        case nil, .null: return nil
        case .string(let text): return text
        default:
            problems[name] = "A text is needed."
            return nil
        }
    }

    /// A whole number within bounds that may be left out.
    mutating func optionalInteger(_ name: String, in range: ClosedRange<Int64>) -> Int64? {
        switch members[name] {
        case nil, .null: return nil
        case .integer(let number) where range.contains(number): return number
        default:
            problems[name] =
                "A whole number from \(range.lowerBound) to \(range.upperBound) is needed."
            return nil
        }
    }

    /// Takes note of something else that is wrong.
    mutating func refuse(_ name: String, _ reason: String) { problems[name] = reason }

    /// Throws everything that is wrong.
    func check() throws {
        guard problems.isEmpty else {
            throw Refusal(
                .unprocessable, "Some fields were not accepted.", kind: "validation",
                fields: problems)
        }
    }

    private static func isJSON(_ type: String?) -> Bool {
        let name = type?.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
        return name == "application/json"
    }

    private static func object(_ bytes: [UInt8]) throws -> [String: JSONValue] {
        let limits = JSONValue.Limits(bytesMax: bytesMax, depthMax: depthMax)
        do throws(JSONError) {
            if let object = try JSONValue(parsing: bytes, limits: limits).object { return object }
        } catch {
            throw Refusal(.badRequest, "\(error)")
        }
        throw Refusal(.badRequest, "The body must be a JSON object.")
    }
}
