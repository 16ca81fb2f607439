import Bytes
package import Causality
package import Crypto
package import Sync
package import Wire

/// A laptop of the tests: a key, and one replica that writes changes.
package struct TestDevice: Sendable {
    /// Its id.
    package let id: DeviceID
    /// Its key.
    package let key: SigningKey
    /// The replica that it writes under.
    package let replica: ReplicaID
    private var counter: UInt64 = 0
    /// The link of the last change that was sent.
    var link = ContentHash.zero

    /// A laptop that nobody knows yet, of an id of the test's choice if it has one.
    package init(id: DeviceID? = nil) throws {
        var random = try SecureGenerator()
        self.id = id ?? .random(using: &random)
        replica = .random(using: &random)
        key = try SigningKey()
    }

    /// The question to join the book of a code.
    package func enrol(code: String, named name: String = "Ann's laptop") -> Enrol {
        Enrol(
            code: code, device: id, name: name, publicKey: key.verifyingKey.bytes,
            signature: key.signature(of: Enrol.statement(code: code, device: id)))
    }

    /// The answer to a challenge.
    package func proof(of nonce: [UInt8], book: BookID) -> Proof {
        let statement = Proof.statement(book: book, device: id, nonce: nonce)
        return Proof(nonce: nonce, signature: key.signature(of: statement))
    }

    /// The next change: a client of this name.
    package mutating func change(
        name: String = "Ada", record: RecordKey = .sample, over replaced: [Dot] = [],
        milliseconds: UInt64 = 1_763_700_000_000
    ) -> Change {
        counter += 1
        return change(counter, name: name, record: record, over: replaced, milliseconds)
    }

    /// A change with a counter of the test's choice.
    package func change(
        _ counter: UInt64, name: String = "Ada", record: RecordKey = .sample,
        over replaced: [Dot] = [], _ milliseconds: UInt64 = 1_763_700_000_000
    ) -> Change {
        let write = { (register: UInt32, value: Value) in
            Write(
                address: RegisterAddress(record: record, register: register), value: value,
                replaces: replaced)
        }
        return Change(
            dot: Dot(replica: replica, counter: counter), device: id,
            claimed: Stamp(milliseconds: milliseconds), schemaVersion: 1,
            writes: [write(Life.register, Life.alive.value), write(2, .text(name))])
    }
}

extension RecordKey {
    /// A client of the tests.
    package static let sample = client(9)

    /// A client of a number.
    package static func client(_ number: UInt8) -> RecordKey {
        guard let id = RecordID(bytes: [UInt8](repeating: number, count: 16)) else {
            preconditionFailure("sixteen bytes are an id")
        }
        return RecordKey(collection: 1, id: id)
    }
}

extension RunningOffice {
    /// Enrols a laptop in a book and signs it in.
    package func token(of device: TestDevice, in book: BookID) async throws -> String {
        let enrol = device.enrol(code: try await code(for: book))
        _ = try Enrolled(frame: try await post(enrol.frame, to: "enrol").body)
        return try await signIn(device, to: book)
    }

    /// Signs an enrolled laptop in.
    package func signIn(_ device: TestDevice, to book: BookID) async throws -> String {
        let knock = Knock(book: book, device: device.id)
        let challenge = try Challenge(frame: try await post(knock.frame, to: "challenge").body)
        let proof = device.proof(of: challenge.nonce, book: book)
        return try Pass(frame: try await post(proof.frame, to: "token").body).token
    }
}
