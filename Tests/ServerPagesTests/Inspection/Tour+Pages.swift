import HTTP
import Identity
import Mailing
import PostgreSQL
import Sync
import TestOffice

extension Tour {
    private static let badPassword = "password1!"

    /// The pages of a server where nobody is yet.
    static func beginning(
        _ office: Office, _ desk: Desk, in language: MailLanguage
    ) async throws -> Tour {
        var tour = Tour(in: language)
        _ = try await office.book()
        let link = try await desk.reception.firstOwnerLink(at: Office.now) ?? ""
        let owner = "/account/owner?token=" + link.drop { $0 != "=" }.dropFirst()
        tour.look("owner", at: owner)
        tour.send("owner-trouble", [("email", "ann"), ("password", badPassword)])
        tour.send(
            "owner-done",
            [
                ("email", "ann@example.com"), ("name", "Ann"), ("book", "Baker & Sons"),
                ("password", Office.password),
            ])
        try await desk.reception.register(
            try Registration(email: "eve@example.com", password: Office.password),
            from: "192.0.2.1", at: Office.now)
        let verify = "/account/verify?token=\(desk.postbox.token(of: .verification) ?? "")"
        tour.look("verify", at: verify)
        tour.send("verify-done")
        tour.look("verify-refused", at: verify)
        tour.look("resend", at: "/account/resend")
        tour.send("resend-trouble")
        tour.send("resend-done", [("email", "eve@example.com")])
        return tour
    }

    /// Asking for another password, and choosing it.
    mutating func addPasswords(_ desk: Desk) async throws {
        look("forgot", at: "/account/forgot")
        send("forgot-trouble", [("email", "ann")])
        send("forgot-done", [("email", "nobody@example.com")])
        _ = try await desk.person("carl")
        guard let email = EmailAddress("carl@example.com") else { return }
        try await desk.reception.requestReset(of: email, from: "192.0.2.1", at: Office.now)
        let reset = "/account/reset?token=\(desk.postbox.token(of: .passwordReset) ?? "")"
        look("reset", at: reset)
        send("reset-trouble", [("password", Self.badPassword)])
        send("reset-done", [("password", "quite another one")])
        look("reset-refused", at: reset)
    }

    /// Invitations to somebody new and to somebody who is here already.
    mutating func addInvitations(_ desk: Desk, into book: BookID) async throws {
        for (name, email) in [("known", "carl@example.com"), ("new", "bob@example.com")] {
            _ = try await desk.reception.invite(
                try Invitation(email: email), by: Seat(book: book, role: .owner), at: Office.now)
            let token = desk.postbox.token(of: .invitation) ?? ""
            look("invitation-\(name)", at: "/account/invitation?token=\(token)")
            guard name == "new" else { continue }
            send("invitation-trouble", [("name", "Bob"), ("password", Self.badPassword)])
            send("invitation-done", [("password", Office.password)])
        }
        look("invitation-refused", at: "/account/invitation?token=x")
    }

    /// Signing in with a second factor, letting one laptop in and turning another away.
    mutating func addLaptops(_ office: Office, _ desk: Desk, of book: BookID) async throws {
        let dora = try await desk.member("dora", of: book, as: .member)
        let factor = try await desk.reception.prepareSecondFactor(
            of: dora, password: Office.password, at: Office.now)
        let secret = SecondFactorPageTests.secret(of: factor.secret)
        let step = OneTimePassword.step(of: Office.now.microseconds / 1_000_000)
        _ = try await desk.reception.confirmSecondFactor(
            OneTimePassword.code(secret, step: step - 1), of: dora, at: Office.now)
        let requests = DeviceRequests(pool: office.pool)
        let first = try await requests.begin(
            named: "Dora’s ThinkPad in the workshop", from: "192.0.2.7", at: Office.now)
        let second = try await requests.begin(
            named: "DESKTOP-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", from: "2001:db8::1234:5678",
            at: Office.now)
        look("sign-in", at: "/account/sign-in?code=\(first.userCode)")
        send("sign-in-trouble")
        send("sign-in-refused", [("email", "dora@example.com"), ("password", "not this one")])
        send("one-time-code", [("password", Office.password)])
        send("one-time-code-trouble", [("totp", "000000")])
        send("device", [("totp", OneTimePassword.code(secret, step: step))])
        send("device-trouble", [("code", "BCDF-GHJK")])
        send("device-question", [("code", first.userCode)])
        press("button[value=allow]")
        look("device-allowed")
        open("/device?code=\(second.userCode)")
        send("device-question-long")
        press("button[value=deny]")
        look("device-denied")
        look("sign-out", at: "/account/sign-out")
        send("sign-out-done")
    }

    /// Stopping reminders, and having them again.
    mutating func addReminders(_ office: Office, _ desk: Desk, of book: BookID) async throws {
        let link = try await desk.link(
            office, book, "accounts.receivable@a-rather-long-company-name.example.com")
        let path = String(link.dropFirst(desk.reception.policy.address.count))
        look("unsubscribe", at: path)
        send("unsubscribe-done")
        look("unsubscribe-again", at: path)
        send("unsubscribe-resumed")
        look("unsubscribe-refused", at: "/unsubscribe/00")
    }
}
