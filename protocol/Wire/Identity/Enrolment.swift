package import Bytes
package import Sync

/// A laptop asks to join the book of a one-time code, with the key that it will be known by.
package struct Enrol: Message {
    package static let kind = MessageKind.enrol

    /// The code, as a person typed it.
    package let code: String
    /// The laptop's own id.
    package let device: DeviceID
    /// What its owner calls it.
    package let name: String
    /// Its Ed25519 public key.
    package let publicKey: [UInt8]
    /// The key's signature of `statement`, which shows that the laptop holds its other half.
    package let signature: [UInt8]

    /// Asks to join.
    package init(
        code: String, device: DeviceID, name: String, publicKey: [UInt8], signature: [UInt8]
    ) {
        self.code = code
        self.device = device
        self.name = name
        self.publicKey = publicKey
        self.signature = signature
    }

    /// What is signed: nothing that was signed for another purpose can be taken for it.
    package static func statement(code: String, device: DeviceID) -> [UInt8] {
        var writer = ByteWriter()
        writer.text("counterfoil enrol 1")
        writer.text(code)
        writer.identifier(device)
        return writer.bytes
    }

    package func encode(into writer: inout ByteWriter) {
        writer.text(code)
        writer.identifier(device)
        writer.text(name)
        writer.block(publicKey)
        writer.block(signature)
    }

    package init(from reader: inout ByteReader) throws(MalformedBytes) {
        self.init(
            code: try reader.text(max: 64), device: try reader.identifier(),
            name: try reader.text(max: 800),
            publicKey: try reader.block(exactly: Limits.publicKeyBytes),
            signature: try reader.block(exactly: Limits.signatureBytes))
    }
}

/// The server's answer: the book that the laptop belongs to from now on.
package struct Enrolled: Message {
    package static let kind = MessageKind.enrolled

    /// The book.
    package let book: BookID

    /// Answers an enrolment.
    package init(book: BookID) { self.book = book }

    package func encode(into writer: inout ByteWriter) { writer.identifier(book) }

    package init(from reader: inout ByteReader) throws(MalformedBytes) {
        self.init(book: try reader.identifier())
    }
}
