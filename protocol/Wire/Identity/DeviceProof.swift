package import Bytes
package import Sync

/// A laptop asks for a question that only its key can answer.
package struct Knock: Message {
    package static let kind = MessageKind.knock

    /// The book it belongs to.
    package let book: BookID
    /// The laptop.
    package let device: DeviceID

    /// Asks for a challenge.
    package init(book: BookID, device: DeviceID) {
        self.book = book
        self.device = device
    }

    package func encode(into writer: inout ByteWriter) {
        writer.identifier(book)
        writer.identifier(device)
    }

    package init(from reader: inout ByteReader) throws(MalformedBytes) {
        self.init(book: try reader.identifier(), device: try reader.identifier())
    }
}

/// The server's question: bytes that it has never sent before, good for one answer.
package struct Challenge: Message {
    package static let kind = MessageKind.challenge

    /// The bytes to sign.
    package let nonce: [UInt8]

    /// Asks the question.
    package init(nonce: [UInt8]) { self.nonce = nonce }

    package func encode(into writer: inout ByteWriter) { writer.block(nonce) }

    package init(from reader: inout ByteReader) throws(MalformedBytes) {
        self.init(nonce: try reader.block(max: 64))
    }
}

/// The laptop's answer: the question, signed.
package struct Proof: Message {
    package static let kind = MessageKind.proof

    /// The question that is answered.
    package let nonce: [UInt8]
    /// The signature of `statement`.
    package let signature: [UInt8]

    /// Answers a challenge.
    package init(nonce: [UInt8], signature: [UInt8]) {
        self.nonce = nonce
        self.signature = signature
    }

    /// What is signed: nothing that was signed for another purpose can be taken for it.
    package static func statement(book: BookID, device: DeviceID, nonce: [UInt8]) -> [UInt8] {
        var writer = ByteWriter()
        writer.text("counterfoil proof 1")
        writer.identifier(book)
        writer.identifier(device)
        writer.block(nonce)
        return writer.bytes
    }

    package func encode(into writer: inout ByteWriter) {
        writer.block(nonce)
        writer.block(signature)
    }

    package init(from reader: inout ByteReader) throws(MalformedBytes) {
        self.init(
            nonce: try reader.block(max: 64),
            signature: try reader.block(exactly: Limits.signatureBytes))
    }
}

/// What the laptop shows with its requests from then on, until it expires.
package struct Pass: Message {
    package static let kind = MessageKind.pass

    /// The token, shown as `Authorization: Bearer`.
    package let token: String
    /// How long it is good for.
    package let lifetimeSeconds: UInt32

    /// Lets the laptop in.
    package init(token: String, lifetimeSeconds: UInt32) {
        self.token = token
        self.lifetimeSeconds = lifetimeSeconds
    }

    package func encode(into writer: inout ByteWriter) {
        writer.text(token)
        writer.varint(UInt64(lifetimeSeconds))
    }

    package init(from reader: inout ByteReader) throws(MalformedBytes) {
        let token = try reader.text(max: 200)
        guard let seconds = UInt32(exactly: try reader.varint()) else {
            throw reader.failure(.numberTooLarge)
        }
        self.init(token: token, lifetimeSeconds: seconds)
    }
}
