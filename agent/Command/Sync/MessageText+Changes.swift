import Bytes
import Catalog
import Causality
import JSON
import Sync

/// Changes, with records and fields by their names in the catalog.
extension MessageText {
    /// A change as it was sent.
    static func sent(_ change: SentChange) -> JSONValue {
        guard change.isReadable else {
            return [
                "dot": .string(text(of: change.dot)),
                "unreadable": .string(Hexadecimal.text(change.payload)),
            ]
        }
        return payloadJSON(change.payload)
    }

    /// A change as its author signed it; bytes that are none are told as they are.
    static func payloadJSON(_ payload: [UInt8]) -> JSONValue {
        guard let change = try? Change(payload: payload) else {
            return ["unreadable": .string(Hexadecimal.text(payload))]
        }
        return json(of: change)
    }

    /// A change with everything that it writes.
    static func json(of change: Change) -> JSONValue {
        var told: [String: JSONValue] = [
            "dot": .string(text(of: change.dot)), "device": .string(change.device.text),
            "claimed": .string(text(of: change.claimed)),
            "schemaVersion": .integer(Int64(change.schemaVersion)),
            "writes": .array(change.writes.map(json)),
        ]
        told["author"] = change.author.map { .string($0.text) }
        if !change.extras.isEmpty {
            told["extras"] = .array(
                change.extras.map {
                    [
                        "number": .integer(Int64($0.number)),
                        "bytes": .string(Hexadecimal.text($0.bytes)),
                    ]
                })
        }
        return .object(told)
    }

    private static func json(of write: Write) -> JSONValue {
        var told = place(write.address)
        told["replaces"] = .array(write.replaces.map { .string(text(of: $0)) })
        guard let value = write.value else {
            told["takenOut"] = true
            return .object(told)
        }
        if write.address.register == Life.register, let life = Life(value) {
            told["value"] = json(of: life)
            return .object(told)
        }
        let field = Catalog.collection(write.address.record.collection)?
            .field(write.address.register)
        let plain = value.exported
        // What the field's type does not tell is told as it describes itself.
        let typed = write.address.key.element.isEmpty ? field?.type.json(of: value) : nil
        told["value"] = typed == .null ? plain : typed ?? plain
        return .object(told)
    }

    /// Which field of which record.
    static func place(_ address: RegisterAddress) -> [String: JSONValue] {
        let field = Catalog.collection(address.record.collection)?.field(address.register)
        let name = address.register == Life.register ? "life" : field?.name
        var told: [String: JSONValue] = [
            "record": .string(address.record.word),
            "field": name.map { .string($0) } ?? .integer(Int64(address.register)),
        ]
        guard !address.key.element.isEmpty else { return told }
        var reader = ByteReader(address.key.element)
        told["element"] =
            (try? Value(from: &reader)).map(\.exported)
            ?? .string(Hexadecimal.text(address.key.element))
        return told
    }
}
