package import PostgreSQL
package import Sync

/// Whom a book asks to come, and as what.
package struct Invitation: Sendable {
    let email: EmailAddress
    let name: String
    let role: Role
    let password: String?

    /// Takes what was typed; throws what is wrong with which field.
    package init(
        email: String, name: String = "", role: String = Role.member.rawValue,
        password: String? = nil
    ) throws(IdentityError) {
        var problems: [String: String] = [:]
        let address = EmailAddress(email)
        if address == nil { problems["email"] = "An e-mail address is needed." }
        problems["name"] = PersonName.objection(to: name)
        problems["password"] = password.flatMap {
            PasswordRule.objection(to: $0, of: address)
        }
        let known = Role(rawValue: role)
        if known == nil { problems["role"] = "One of owner, admin, member, accountant is needed." }
        guard problems.isEmpty, let address, let known else { throw .fields(problems) }
        self.email = address
        self.name = name
        self.role = known
        self.password = password
    }
}

/// What an invitation says to whoever holds its link.
package struct InvitationCard: Hashable, Sendable {
    /// What the book is called.
    package let bookName: String
    /// Whom it is for.
    package let email: String
    /// What they will be called, if whoever invited knew.
    package let name: String
    /// Whether they choose a password when they accept.
    package let needsPassword: Bool
}

extension Reception {
    private static let invitationSeconds = 7 * 86_400

    /// Asks somebody to come; asking again replaces the earlier invitation.
    ///
    /// Whether they are on this server already is not told: only who belongs to the book is known
    /// to its members anyway. The letter is in the language of whoever asks.
    package func invite(
        _ invitation: Invitation, by seat: Seat, from inviter: PersonID? = nil, at time: Timestamp
    ) async throws -> Member {
        guard seat.role.permits(invitation.role.permissionToGrant) else {
            throw IdentityError.forbidden(invitation.role.permissionToGrant)
        }
        try await limiter.take(
            policy.limits.lettersPerMailbox, by: invitation.email.key, at: time)
        let hash: String? =
            if let password = invitation.password { try await self.hash(password) } else { nil }
        let token = try OpaqueToken.make(.invitation, of: seat.book)
        let id: PersonID = try mint(at: time)
        let book = try await book(of: seat)
        let letter = try await letter(
            for: invitation, from: inviter, to: book.name, token: token, at: time)
        let expiry = time.advanced(bySeconds: Self.invitationSeconds)
        try await pool.transaction { connection in
            guard try !connection.isMember(invitation.email, of: seat.book) else {
                throw IdentityError.memberExists
            }
            try connection.keep(
                invitation, id: id, hash: hash, token: token, in: seat.book, at: time,
                until: expiry)
            try postbox.post(letter, in: connection, at: time)
        }
        return Member(
            id: id, email: invitation.email.text, name: invitation.name, role: invitation.role,
            status: .invited, since: time)
    }

    private func letter(
        for invitation: Invitation, from inviter: PersonID?, to book: String, token: String,
        at time: Timestamp
    ) async throws -> Letter {
        let asking = try await pool.withConnection { connection in
            try inviter.flatMap { try connection.inviter($0) }
        }
        return Letter(
            id: try mint(at: time), kind: .invitation, recipient: invitation.email,
            name: invitation.name, language: asking?.language ?? "en",
            link: policy.link("/account/invitation", token: token),
            hours: Self.invitationSeconds / 3_600,
            asking: Letter.Asking(book: book, inviter: asking?.name))
    }

    /// What an invitation is about, for the page that its link leads to.
    package func invitation(
        _ token: String, from address: String, at time: Timestamp
    ) async throws -> InvitationCard {
        try await limitLinks(from: address, at: time)
        guard let held = try await held(token, at: time) else { throw IdentityError.linkRefused }
        return InvitationCard(
            bookName: held.bookName, email: held.email, name: held.name,
            needsPassword: held.needsPassword)
    }

    /// Gives whoever holds the link their seat. Somebody who is here already keeps their name and
    /// password; anybody else becomes a person, for the link came through their mailbox.
    @discardableResult
    package func accept(
        _ token: String, name: String?, password: String?, from address: String,
        at time: Timestamp
    ) async throws -> PersonID {
        try await limitLinks(from: address, at: time)
        guard let held = try await held(token, at: time), let email = EmailAddress(held.email)
        else { throw IdentityError.linkRefused }
        if let objection = name.flatMap(PersonName.objection(to:)) {
            throw IdentityError.fields(["name": objection])
        }
        var hash = held.hash
        if held.needsPassword || (!held.isKnown && password != nil) {
            if let objection = PasswordRule.objection(to: password ?? "", of: email) {
                throw IdentityError.fields(["password": objection])
            }
            hash = try await self.hash(password ?? "")
        }
        let chosen = hash
        return try await pool.transaction { connection in
            guard try connection.takeInvitation(held) else { throw IdentityError.linkRefused }
            let holder = try connection.findOrAdd(
                held.id, email, named: name ?? held.name, hash: chosen, at: time)
            try connection.seat(
                holder, in: held.book, as: held.role, decided: held.asked, at: time)
            return holder
        }
    }

    /// The same for who registers with an invitation, which must be for the very address.
    package func accept(
        _ token: String, as registration: Registration, from address: String, at time: Timestamp
    ) async throws {
        if let held = try await held(token, at: time),
            EmailAddress(held.email)?.key != registration.email.key
        {
            throw IdentityError.fields(["email": "The invitation is for another address."])
        }
        try await accept(
            token, name: registration.name, password: registration.password, from: address,
            at: time)
    }

    private func held(_ token: String, at time: Timestamp) async throws -> HeldInvitation? {
        guard let book = OpaqueToken.book(of: token, .invitation) else { return nil }
        let digest = OpaqueToken.digest(token)
        return try await pool.withConnection { connection in
            try connection.invitation(digest, in: book, at: time)
        }
    }
}

extension Connection {
    /// What somebody is called, and the language that they read.
    fileprivate func inviter(
        _ person: PersonID
    ) throws(PostgreSQLError) -> (name: String, language: String)? {
        try first(
            """
            SELECT coalesce(nullif(name, ''), email), language FROM people
            WHERE person_id = \(person)
            """
        ) { (row) throws(PostgreSQLError) in
            (name: try row.read(0), language: try row.read(1))
        }
    }
}
