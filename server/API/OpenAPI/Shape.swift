import JSON

/// What a part of a body looks like.
indirect enum Shape: Sendable {
    /// Any text, or one of a few.
    case text
    case choice([String])
    /// A UUID, an RFC 3339 moment, an address of mail.
    case id
    case moment
    case email
    case integer(ClosedRange<Int64>?)
    case flag
    /// The shape, or null.
    case orNull(Shape)
    case list(Shape)
    case object([Member])
    /// One of the shapes that have a name.
    case named(String)
    /// Anything.
    case any

    /// One member of an object, or one parameter.
    struct Member: Sendable {
        let name: String
        let shape: Shape
        let isRequired: Bool

        /// One that must be there.
        static func needed(_ name: String, _ shape: Shape = .text) -> Member {
            Member(name: name, shape: shape, isRequired: true)
        }

        /// One that may be left out.
        static func optional(_ name: String, _ shape: Shape = .text) -> Member {
            Member(name: name, shape: shape, isRequired: false)
        }
    }

    /// An object whose members are all there.
    static func whole(_ members: [(String, Shape)]) -> Shape {
        .object(members.map { .needed($0.0, $0.1) })
    }

    /// One page of a list.
    static func page(of name: String) -> Shape {
        .whole([("data", .list(.named(name))), ("has_more", .flag)])
    }

    /// The shape as JSON Schema 2020-12.
    var schema: JSONValue {
        switch self {
        case .text: ["type": "string"]
        case .choice(let words):
            ["type": "string", "enum": .array(words.map(JSONValue.string))]
        case .id: ["type": "string", "format": "uuid"]
        case .moment: ["type": "string", "format": "date-time"]
        case .email: ["type": "string", "format": "email"]
        case .integer(let range?):
            [
                "type": "integer", "minimum": .integer(range.lowerBound),
                "maximum": .integer(range.upperBound),
            ]
        case .integer(nil): ["type": "integer"]
        case .flag: ["type": "boolean"]
        case .orNull(let shape): ["anyOf": [shape.schema, ["type": "null"]]]
        case .list(let shape): ["type": "array", "items": shape.schema]
        case .object(let members): Self.schema(of: members)
        case .named(let name): ["$ref": .string("#/components/schemas/\(name)")]
        case .any: [:]
        }
    }

    private static func schema(of members: [Member]) -> JSONValue {
        let properties = members.map { ($0.name, $0.shape.schema) }
        var schema: [String: JSONValue] = [
            "type": "object",
            "properties": .object(Dictionary(properties) { first, _ in first }),
        ]
        let required = members.filter(\.isRequired).map { JSONValue.string($0.name) }
        if !required.isEmpty { schema["required"] = .array(required) }
        return .object(schema)
    }
}

extension Shape {
    static let role = Shape.choice(["owner", "admin", "member", "accountant"])
    static let language = Shape.choice(["en", "de", "fr", "es", "pl", "ar"])

    /// An answer that says how it stands.
    static func status(_ words: String...) -> Shape {
        .whole([("status", .choice(words))])
    }

    private static let lostEntries = whole([
        ("from", .integer(nil)), ("through", .integer(nil)), ("recovering_since", .moment),
    ])
    private static let lostChanges = whole([
        ("device", .orNull(.id)), ("device_name", .orNull(.text)), ("replica", .id),
        ("from", .integer(nil)), ("through", .integer(nil)),
    ])

    /// The shapes that have a name.
    static let named: [String: Shape] = [
        "Error": .object([
            .needed("error"), .needed("message"), .needed("status_code", .integer(400...599)),
            .optional("fields", .any),
        ]),
        "Person": .whole([
            ("id", .id), ("email", .email), ("name", .text), ("language", .language),
            ("totp", .flag), ("default_book", .orNull(.id)), ("created_at", .moment),
        ]),
        "Member": .whole([
            ("id", .id), ("email", .email), ("name", .text), ("role", .role),
            ("status", .choice(["active", "disabled", "invited"])), ("since", .moment),
        ]),
        "Book": .whole([
            ("id", .id), ("name", .text), ("role", .role), ("created_at", .moment),
        ]),
        "Lost": .whole([
            ("entries", .list(lostEntries)), ("changes", .list(lostChanges)),
        ]),
        "Device": .whole([
            ("id", .id), ("name", .text), ("user_id", .orNull(.id)), ("created_at", .moment),
            ("last_seen_at", .orNull(.moment)), ("revoked_at", .orNull(.moment)),
        ]),
        "APIKey": .object([
            .needed("id", .id), .needed("name"), .needed("hint"), .needed("role", .role),
            .needed("created_at", .moment), .needed("expires_at", .orNull(.moment)),
            .optional("key"),
        ]),
        "Tokens": .whole([
            ("access_token", .text), ("token_type", .choice(["Bearer"])),
            ("expires_in", .integer(nil)), ("refresh_token", .text), ("user_id", .id),
        ]),
        "Suppression": .whole([
            ("id", .id), ("topic", .text), ("address", .email), ("origin", .text),
            ("created_at", .moment),
        ]),
        "Bounce": .object([
            .needed("message_id"), .needed("type", .choice(["permanent", "transient"])),
            .optional("recipient"), .optional("status"), .optional("reason"),
        ]),
    ]
}
