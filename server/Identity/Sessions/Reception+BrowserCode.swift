import Bytes
import Crypto
package import PostgreSQL
import Sync

/// How far a browser came that showed a password.
package enum BrowserEntry: Hashable, Sendable {
    /// It is signed in; what its cookie shall hold.
    case signedIn(String)
    /// The account asks for a one-time code as well; what shows that the password was right.
    case codeNeeded(ticket: String)
}

/// Signing a browser in by two steps: the password first, then the code, so that nobody types the
/// password twice and no page holds it.
extension Reception {
    private static let ticketSeconds = 300
    private static let ticketPurpose = "browser-ticket"

    /// Signs a browser in, or says that a code is needed too.
    package func enterBrowser(
        _ credentials: Credentials, from address: String, at time: Timestamp
    ) async throws -> BrowserEntry {
        do {
            return .signedIn(try await signInBrowser(credentials, from: address, at: time))
        } catch IdentityError.totpRequired {
            let key = EmailAddress(credentials.email)?.key ?? ""
            let holder = try await pool.withConnection { try $0.ticketHolder(email: key) }
            guard let holder else { throw IdentityError.credentialsRefused }
            return .codeNeeded(ticket: try ticket(of: holder, at: time))
        }
    }

    /// Signs in the browser that has shown the password and now shows the code. Attempts are
    /// counted like those with a password.
    package func enterBrowser(
        ticket: String, code: String, from address: String, at time: Timestamp
    ) async throws -> String {
        let network = RateLimiter.network(of: address)
        try await limiter.take(policy.limits.signInPerAddress, by: network, at: time)
        guard let shown = Ticket(ticket, openedBy: keeper, for: Self.ticketPurpose),
            time < shown.expiry,
            let holder = try await pool.withConnection({
                try $0.ticketHolder(person: shown.person)
            }), holder.mark == shown.mark
        else { throw IdentityError.linkRefused }
        try await limiter.take(policy.limits.signInPerAccount, by: holder.emailKey, at: time)
        if let sealed = holder.totp {
            // An empty code is a wrong one here.
            try await check(
                code.isEmpty ? "-" : code, of: holder.person, sealed: sealed, at: time)
        }
        try await limiter.forgive(policy.limits.signInPerAccount, by: holder.emailKey)
        return try await beginBrowserSession(of: holder.person, at: time)
    }

    private func ticket(of holder: TicketHolder, at time: Timestamp) throws -> String {
        let expiry = time.advanced(bySeconds: Self.ticketSeconds)
        return try Ticket(person: holder.person, expiry: expiry, mark: holder.mark)
            .text(sealedBy: keeper, for: Self.ticketPurpose)
    }
}

/// That somebody has shown their password a moment ago: sealed, so that nobody else makes one.
private struct Ticket {
    let person: PersonID
    let expiry: Timestamp
    /// Of the password's hash: another password makes the ticket worthless.
    let mark: [UInt8]

    init(person: PersonID, expiry: Timestamp, mark: [UInt8]) {
        (self.person, self.expiry, self.mark) = (person, expiry, mark)
    }

    func text(sealedBy keeper: SecretKeeper, for purpose: String) throws -> String {
        let moment = (0..<8).map { UInt8(truncatingIfNeeded: expiry.microseconds >> (56 - 8 * $0)) }
        return Base64URL.text(
            try keeper.seal(person.bytes + moment + mark, for: purpose, of: []))
    }

    /// Nothing when it is anything but what was sealed, for whatever reason.
    init?(_ text: String, openedBy keeper: SecretKeeper, for purpose: String) {
        guard let sealed = Base64URL.bytes(Array(text.utf8.prefix(1_000))),
            let plain = try? keeper.open(sealed, for: purpose, of: []), plain.count > 24,
            let person = PersonID(bytes: plain[0..<16])
        else { return nil }
        let moment = plain[16..<24].reduce(Int64(0)) { $0 << 8 | Int64($1) }
        self.init(
            person: person, expiry: Timestamp(microseconds: moment), mark: Array(plain[24...]))
    }
}

/// Who may hold a ticket.
private struct TicketHolder: Sendable {
    let person: PersonID
    let emailKey: String
    let mark: [UInt8]
    let totp: [UInt8]?
}

extension Connection {
    /// The holder of an address, or of an id.
    fileprivate func ticketHolder(
        email: String? = nil, person: PersonID? = nil
    ) throws(PostgreSQLError) -> TicketHolder? {
        let query: Query = """
            SELECT person_id, email_key, password_hash,
                CASE WHEN totp_confirmed_at IS NULL THEN NULL ELSE totp_sealed END
            FROM people
            WHERE NOT is_disabled AND password_hash IS NOT NULL
                AND (email_key = \(orNull: email) OR person_id = \(orNull: person))
            """
        return try first(query) { (row) throws(PostgreSQLError) in
            TicketHolder(
                person: try row.read(0), emailKey: try row.read(1),
                mark: SHA256.digest(Array(try row.read(2, as: String.self).utf8)),
                totp: try row.read(3))
        }
    }
}
