import Bytes
import Wire

/// Of every kind of message one that lacks its last byte, and one that has a byte too many.
extension MalformedVectors {
    static let kinds = MessageKind.allCases.flatMap { kind in
        guard let body = plainBody(of: kind) else { return [Vector]() }
        return [
            Vector("kind-\(kind)-cut", kind, Array(body.dropLast())),
            Vector("kind-\(kind)-long", kind, body + [0]),
        ]
    }

    /// The body of a golden message that is neither compressed nor signed.
    private static func plainBody(of kind: MessageKind) -> [UInt8]? {
        GoodVectors.all.lazy.filter { $0.kind == kind.rawValue }
            .compactMap { try? Frame($0.bytes, expecting: kind).body }
            .first { body in kind.rawValue < MessageKind.hello.rawValue || body.first == 0 }
    }
}

extension Vector {
    fileprivate init(_ name: String, _ kind: MessageKind, _ body: [UInt8]) {
        self.init(name, .frame, kind: kind.rawValue, Frame(kind: kind, body: body).encoded)
    }
}
