package import Bytes

extension Ruling {
    private enum Kind: UInt8 {
        case accepted = 1
        case needsApproval
        case refused
    }

    /// Writes the canonical form.
    package func encode(into writer: inout ByteWriter) {
        switch self {
        case .accepted: writer.byte(Kind.accepted.rawValue)
        case .needsApproval(let objection):
            writer.byte(Kind.needsApproval.rawValue)
            objection.encode(into: &writer)
        case .refused(let objection):
            writer.byte(Kind.refused.rawValue)
            objection.encode(into: &writer)
        }
    }

    /// Reads the canonical form.
    package init(from reader: inout ByteReader) throws(MalformedBytes) {
        guard let kind = Kind(rawValue: try reader.byte()) else {
            throw reader.failure(.unknownKind)
        }
        switch kind {
        case .accepted: self = .accepted
        case .needsApproval: self = .needsApproval(try Objection(from: &reader))
        case .refused: self = .refused(try Objection(from: &reader))
        }
    }
}

extension Objection {
    private enum Limits {
        static let ruleBytesMax = 64
        static let hintBytesMax = 1_024
    }

    fileprivate func encode(into writer: inout ByteWriter) {
        writer.byte(code.rawValue)
        writer.text(rule)
        writer.byte(field == nil ? 0 : 1)
        field?.encode(into: &writer)
        writer.text(hint)
    }

    fileprivate init(from reader: inout ByteReader) throws(MalformedBytes) {
        guard let code = Code(rawValue: try reader.byte()) else {
            throw reader.failure(.unknownKind)
        }
        let rule = try reader.text(max: Limits.ruleBytesMax)
        let hasField = try reader.byte()
        guard hasField < 2 else { throw reader.failure(.notCanonical) }
        let field = hasField == 1 ? try RegisterAddress(from: &reader) : nil
        self.init(
            code, rule: rule, field: field, hint: try reader.text(max: Limits.hintBytesMax))
    }
}
