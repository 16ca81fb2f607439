import HTTP
import Identity

/// Where somebody types their address and is told to look into its mailbox, whether there is
/// somebody of that address or not.
struct MailboxPage: Sendable {
    private let path: String
    private let title: Phrase
    private let intro: Phrase
    private let done: Phrase
    private let write: @Sendable (EmailAddress, Visit) async throws -> Void

    /// Where somebody asks for a new password.
    static func forgot(_ reception: Reception) -> MailboxPage {
        MailboxPage(
            path: "/account/forgot", title: .forgotTitle, intro: .forgotIntro, done: .forgotDone
        ) { email, visit in
            try await reception.requestReset(of: email, from: visit.address, at: visit.now)
        }
    }

    /// Where somebody asks once more for the mail that confirms their address.
    static func resend(_ reception: Reception) -> MailboxPage {
        MailboxPage(
            path: "/account/resend", title: .resendTitle, intro: .resendIntro, done: .resendDone
        ) { email, visit in
            try await reception.resendVerification(to: email, from: visit.address, at: visit.now)
        }
    }

    func show(_ visit: Visit) async throws -> Response { page(visit) }

    func send(_ visit: Visit) async throws -> Response {
        let text = try await visit.form()["email"] ?? ""
        guard let email = EmailAddress(text) else {
            return page(visit, text, Trouble(.fields(["email": ""]), in: visit.words))
        }
        do {
            try await write(email, visit)
        } catch let error as IdentityError {
            return page(visit, text, Trouble(error, in: visit.words))
        }
        return visit.page(
            visit.words.text(.lookIntoMailbox), visit.says(done, ["email": "\(text)"]))
    }

    private func page(
        _ visit: Visit, _ email: String = "", _ trouble: Trouble? = nil
    ) -> Response {
        visit.page(
            visit.words.text(title),
            """
            \(visit.says(intro))\
            \(visit.form(
                to: path, Field.email(visit.words, email).html(trouble), button: .sendLink))
            """, trouble: trouble)
    }
}
