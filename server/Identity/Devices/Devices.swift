import Crypto
import JSON
package import PostgreSQL
import ServerStore
package import Sync

/// The laptop that a request comes from, and the book that it belongs to.
package struct DeviceIdentity: Hashable, Sendable {
    /// The book.
    package let book: BookID
    /// The laptop.
    package let device: DeviceID

    /// Names a laptop of a book.
    package init(book: BookID, device: DeviceID) {
        self.book = book
        self.device = device
    }
}

/// The laptops of the books: how they join, and how they show who they are.
package struct Devices: Sendable {
    static let codeLifetimeSeconds = 900
    let pool: Pool
    let reader: TokenReader

    /// Uses a pool whose database has been migrated.
    package init(pool: Pool) {
        self.pool = pool
        reader = TokenReader(pool: pool)
    }

    /// Makes a one-time code for a book; the laptop will be the person's who asked for it, or
    /// nobody's when whoever runs the server did.
    package func invite(
        to book: BookID, by person: PersonID? = nil, at time: Timestamp
    ) async throws -> EnrolmentCode {
        let code = try EnrolmentCode()
        let expiry = time.advanced(bySeconds: Self.codeLifetimeSeconds)
        try await pool.transaction { connection in
            try connection.execute("DELETE FROM enrolment_codes WHERE expires_at <= \(time)")
            try connection.execute(
                """
                INSERT INTO enrolment_codes (code_hash, book_id, person_id, expires_at)
                VALUES (\(code.digest), \(book), \(orNull: person), \(expiry))
                """)
        }
        return code
    }

    /// Lets a laptop join the book of a code, which is used up by it.
    ///
    /// The same laptop with the same key may come again with another code: it stays what it is, and
    /// belongs to the book since then. Nobody comes as the server itself.
    package func enrol(_ request: EnrolmentRequest, at time: Timestamp) async throws -> BookID {
        let key = try Self.key(that: request)
        guard Self.isName(request.name) else { throw IdentityError.nameRefused }
        guard request.device != BookOffice.device else { throw IdentityError.deviceExists }
        let digest = EnrolmentCode.digest(of: request.code)
        return try await pool.transaction { connection in
            guard let (book, person, attachedName) = try connection.take(digest, at: time) else {
                throw IdentityError.codeRefused
            }
            if let attachedName {
                try connection.attach(
                    book, called: attachedName, from: request.device, ownedBy: person, at: time)
            }
            let added = try connection.execute(
                """
                INSERT INTO devices (book_id, device_id, name, public_key, enrolled_at, person_id)
                VALUES (\(book), \(request.device), \(request.name), \(key.bytes), \(time),
                    \(orNull: person))
                ON CONFLICT (book_id, device_id) DO UPDATE
                SET name = excluded.name, person_id = excluded.person_id, revoked_at = NULL,
                    enrolled_at = excluded.enrolled_at
                WHERE devices.public_key = excluded.public_key
                """)
            guard added == 1 else { throw IdentityError.deviceExists }
            try connection.recordGrants(of: book)
            return book
        }
    }

    /// The key that signed the request, if it is one and did.
    private static func key(that request: EnrolmentRequest) throws -> VerifyingKey {
        do {
            let key = try VerifyingKey(bytes: request.publicKey)
            if key.accepts(request.signature, of: request.statement) { return key }
        } catch CryptoError.notAKey {
            // Bytes that are no key cannot have signed anything either.
        }
        throw IdentityError.signatureRefused
    }

    /// A name is shown in lists and logs: it has some length, and nothing that steers a terminal.
    static func isName(_ name: String) -> Bool {
        (1...200).contains(name.unicodeScalars.count)
            && !name.unicodeScalars.contains(where: \.steersTheTerminal)
    }
}

extension Connection {
    /// Uses a code up: what it lets into, and what the book is called that it brings.
    fileprivate func take(
        _ digest: [UInt8], at time: Timestamp
    ) throws(PostgreSQLError) -> (book: BookID, person: PersonID?, attachedName: String?)? {
        try first(
            """
            DELETE FROM enrolment_codes WHERE code_hash = \(digest) AND expires_at > \(time)
            RETURNING book_id, person_id, attached_name
            """
        ) { (row) throws(PostgreSQLError) in
            (book: try row.read(0), person: try row.read(1), attachedName: try row.read(2))
        }
    }
}

/// What a laptop sends to join a book.
package struct EnrolmentRequest: Sendable {
    /// The code, as a person typed it.
    let code: String
    /// The laptop's own id.
    let device: DeviceID
    /// What its owner calls it.
    let name: String
    /// Its public key.
    let publicKey: [UInt8]
    /// The bytes that it signed, and the signature.
    let statement: [UInt8]
    let signature: [UInt8]

    /// Gathers what came.
    package init(
        code: String, device: DeviceID, name: String, publicKey: [UInt8], statement: [UInt8],
        signature: [UInt8]
    ) {
        self.code = code
        self.device = device
        self.name = name
        self.publicKey = publicKey
        self.statement = statement
        self.signature = signature
    }
}

extension Timestamp {
    /// So many seconds later.
    func advanced(bySeconds seconds: Int) -> Timestamp {
        Timestamp(microseconds: microseconds + Int64(seconds) * 1_000_000)
    }
}
