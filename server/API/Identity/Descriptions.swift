import Bytes
import Identity
import JSON

extension PersonCard {
    /// A person as the API tells of them.
    var json: [String: JSONValue] {
        [
            "id": .string(id.text), "email": .string(email), "name": .string(name),
            "language": .string(language), "totp": .bool(hasSecondFactor),
            "default_book": defaultBook.map { .string($0.text) } ?? .null,
            "created_at": JSONValue(since),
        ]
    }
}

extension Member {
    /// A member as the API tells of them.
    var json: [String: JSONValue] {
        [
            "id": .string(id.text), "email": .string(email), "name": .string(name),
            "role": .string(role.rawValue), "status": .string(status.rawValue),
            "since": JSONValue(since),
        ]
    }
}

extension BookCard {
    /// A book as the API tells of it.
    var json: [String: JSONValue] {
        [
            "id": .string(id.text), "name": .string(name), "role": .string(role.rawValue),
            "created_at": JSONValue(since),
        ]
    }
}

extension DeviceCard {
    /// A laptop as the API tells of it.
    var json: [String: JSONValue] {
        [
            "id": .string(id.text), "name": .string(name),
            "user_id": person.map { .string($0.text) } ?? .null, "created_at": JSONValue(since),
            "last_seen_at": JSONValue(lastSeen), "revoked_at": JSONValue(revoked),
        ]
    }
}

extension APIKeyCard {
    /// An API key as the API tells of it.
    var json: [String: JSONValue] {
        [
            "id": .string(id.text), "name": .string(name), "hint": .string(hint),
            "role": .string(role.rawValue), "created_at": JSONValue(since),
            "expires_at": JSONValue(expiry),
        ]
    }
}
