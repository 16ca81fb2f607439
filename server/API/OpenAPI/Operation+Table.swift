import HTTP

extension Operation {
    /// Everything that programs may ask. What agents say below `/sync` is written in `protocol/`,
    /// and pages are for people.
    package static let all = auth + profile + devices + users + books + rest

    private static let auth = [
        Operation(
            .post, "/auth/register", "Register; a link goes to the mailbox", for: .everybody,
            .created, .json(.status("verification_sent", "active"))
        ).taking(
            .needed("email", .email), .needed("password"), .optional("name"),
            .optional("language", .language), .optional("invitation"), .optional("book")),
        Operation(
            .post, "/auth/verify-email", "Follow the link", for: .everybody,
            .json(.any)
        ).taking(.needed("token")),
        Operation(
            .post, "/auth/verify-email/resend", "Ask for the link once more", for: .everybody,
            .accepted, .json(.status("sent_if_known"))
        ).taking(.needed("email", .email)),
        Operation(.post, "/auth/login", "Sign in", for: .everybody, .json(.named("Tokens")))
            .taking(
                .needed("email", .email), .needed("password"), .optional("totp_code")),
        Operation(
            .post, "/auth/refresh", "Get the next tokens", for: .everybody,
            .json(.named("Tokens"))
        ).taking(.needed("refresh_token")),
        Operation(.post, "/auth/logout", "Sign out", .noContent, .nothing),
        Operation(
            .post, "/auth/verify", "Is this token good?",
            .json(
                .object([
                    .needed("valid", .flag), .optional("user_id", .id), .optional("book", .id),
                    .optional("role", .role),
                ]))
        ).taking(.optional("token")),
        Operation(
            .post, "/auth/reset-password", "Ask for a link to a new password", for: .everybody,
            .accepted, .json(.status("sent_if_known"))
        ).taking(.needed("email", .email)),
        Operation(
            .post, "/auth/reset-password/confirm", "Choose a new password", for: .everybody,
            .json(.status("changed"))
        ).taking(.needed("token"), .needed("password")),
        Operation(
            .get, "/.well-known/jwks.json", "The keys that sign tokens", for: .everybody,
            .json(.whole([("keys", .list(.any))]))),
    ]

    private static let profile = [
        Operation(
            .get, "/auth/profile", "Who I am, and my books",
            .json(.named("Person"))),
        Operation(.patch, "/auth/profile", "Change what I am called", .json(.named("Person")))
            .taking(
                .optional("name"), .optional("language", .language),
                .optional("default_book", .id)),
        Operation(.post, "/auth/password", "Change my password", .json(.status("changed")))
            .taking(.needed("current_password"), .needed("password")),
        Operation(
            .post, "/auth/totp", "Prepare a second factor", .created,
            .json(.whole([("secret", .text), ("otpauth", .text)]))
        ).taking(.needed("password")),
        Operation(
            .post, "/auth/totp/confirm", "Use it; recovery codes are told once",
            .json(
                .whole([("status", .choice(["active"])), ("recovery_codes", .list(.text))]))
        ).taking(.needed("code")),
        Operation(
            .post, "/auth/totp/recovery-codes", "Make new recovery codes", .created,
            .json(.whole([("recovery_codes", .list(.text))]))
        ).taking(.needed("password")),
        Operation(.post, "/auth/totp/remove", "Use it no more", .json(.status("removed")))
            .taking(.needed("password")),
    ]

    private static let devices = [
        Operation(
            .post, "/devices/authorize", "A laptop asks to join", for: .everybody,
            .json(
                .whole([
                    ("device_code", .text), ("user_code", .text), ("verification_uri", .text),
                    ("verification_uri_complete", .text), ("expires_in", .integer(nil)),
                    ("interval", .integer(nil)),
                ]))
        ).taking(.needed("name")),
        Operation(
            .post, "/devices/token", "The laptop asks whether it may", for: .everybody,
            .json(.whole([("status", .choice(["approved"])), ("book", .id)]))
        ).taking(
            .needed("device_code"), .optional("grant_type"), .optional("client_id")),
        Operation(
            .post, "/devices/approve", "Let it in",
            .json(.whole([("status", .choice(["approved"])), ("book", .id)]))
        ).taking(.needed("user_code")),
        Operation(.post, "/devices/deny", "Do not let it in", .json(.status("denied")))
            .taking(.needed("user_code")),
        Operation(.get, "/devices", "Laptops of the book", .json(.page(of: "Device"))).paged,
        Operation(.get, "/devices/{id}", "One of them", .json(.named("Device"))).versioned,
        Operation(.patch, "/devices/{id}", "Call it otherwise", .json(.named("Device")))
            .taking(.needed("name")).versioned,
        Operation(.delete, "/devices/{id}", "Refuse it from now on", .noContent, .nothing)
            .versioned,
    ]

    private static let users = [
        Operation(.get, "/users", "People of the book", .json(.page(of: "Member"))).paged,
        Operation(.post, "/users", "Ask somebody to come", .created, .json(.named("Member")))
            .taking(
                .needed("email", .email), .optional("name"), .optional("role", .role),
                .optional("password")),
        Operation(.get, "/users/{id}", "One of them, or me", .json(.any)).versioned,
        Operation(.patch, "/users/{id}", "Change the role, or what I am called", .json(.any))
            .taking(
                .optional("role", .role), .optional("name"), .optional("language", .language),
                .optional("default_book", .id)
            ).versioned,
        Operation(
            .delete, "/users/{id}", "Out of the book; or my account", .noContent, .nothing
        ).versioned,
    ]

    private static let books = [
        Operation(.get, "/books", "My books", .json(.page(of: "Book"))).paged,
        Operation(.post, "/books", "Make a book", .created, .json(.named("Book")))
            .taking(.needed("name")),
        Operation(.get, "/books/{id}", "A book", .json(.named("Book"))).versioned,
        Operation(.patch, "/books/{id}", "Call it otherwise", .json(.named("Book")))
            .taking(.needed("name")).versioned,
        Operation(
            .post, "/books/{id}/attach", "A code by which my laptop brings its own book", .created,
            .json(.whole([("code", .text), ("book", .id)]))
        ).taking(.needed("name")),
        Operation(
            .get, "/books/{id}/lost", "What nobody could give back", .json(.named("Lost"))),
        Operation(.get, "/books/{id}/members", "Its people", .json(.page(of: "Member"))).paged,
        Operation(
            .patch, "/books/{id}/members/{person}", "Change a role", .json(.named("Member"))
        ).taking(.needed("role", .role)).versioned,
        Operation(
            .delete, "/books/{id}/members/{person}", "Out of the book", .noContent, .nothing
        ).versioned,
        Operation(
            .get, "/books/{id}/invitations", "Who was asked to come",
            .json(.page(of: "Member"))
        ).paged,
        Operation(
            .post, "/books/{id}/invitations", "Ask somebody to come", .created,
            .json(.named("Member"))
        ).taking(
            .needed("email", .email), .optional("name"), .optional("role", .role),
            .optional("password")),
        Operation(
            .delete, "/books/{id}/invitations/{invitation}", "Take it back", .noContent,
            .nothing),
        Operation(
            .post, "/invitations/accept", "Join the book of a link", for: .everybody,
            .json(.whole([("status", .choice(["active"])), ("user_id", .id)]))
        ).taking(.needed("token"), .optional("name"), .optional("password")),
    ]

    private static let rest = [
        Operation(.get, "/api-keys", "Keys of the book", .json(.page(of: "APIKey"))).paged,
        Operation(
            .post, "/api-keys", "Make a key; it is told once", .created, .json(.named("APIKey"))
        ).taking(
            .needed("name"), .optional("role", .role),
            .optional("expires_in_days", .integer(1...3_650))),
        Operation(.delete, "/api-keys/{id}", "Refuse it from now on", .noContent, .nothing),
        Operation(
            .get, "/suppressions", "Who gets no more reminders", .json(.page(of: "Suppression"))
        ).paged,
        Operation(
            .post, "/suppressions", "Send somebody no more reminders", .created,
            .json(.named("Suppression"))
        ).taking(.needed("address", .email)),
        Operation(
            .delete, "/suppressions/{id}", "Send them reminders again", .noContent, .nothing),
        Operation(
            .post, "/files/{id}", "Keep a file under its SHA-256", .created,
            .json(.whole([("id", .text), ("media_type", .text), ("size", .integer(nil))]))
        ).takingBytes().asking(.optional("for", .choice(["attachment", "logo"]))),
        Operation(
            .get, "/files/{id}", "A file of the book",
            .bytes(mediaType: "application/octet-stream")),
        Operation(
            .get, "/files/content/{address}", "A file, by a signed link", for: .everybody,
            .bytes(mediaType: "application/octet-stream")
        ).asking(
            .needed("expires"), .needed("type"), .needed("name"), .needed("signature")),
        Operation(
            .post, "/mail/bounces", "A provider reports mails that came back", for: .secret,
            .json(.whole([("taken", .integer(nil))]))
        ).taking(.named("Bounce")),
        Operation(.get, "/healthz", "Is it alive?", for: .everybody, .json(.any)),
        Operation(.get, "/readyz", "Is it ready?", for: .everybody, .json(.any)),
        Operation(
            .get, "/metrics", "What it has counted", for: .everybody,
            .bytes(mediaType: "text/plain")),
    ]
}
