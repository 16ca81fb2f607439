import HTTP
import Identity
import Mail
import Mailing

/// Where the link of a reminder leads: to no more of them.
///
/// Opening it does nothing; the button does, and so does the POST that mail programs send by
/// themselves (RFC 8058): they have no cookie and no form of ours, and the address is the proof.
struct UnsubscribePage: Sendable {
    let links: UnsubscribeLinks
    let suppressions: Suppressions

    func show(_ visit: Visit) async throws -> Response {
        guard let (text, offer) = try await offer(visit) else { return refused(visit) }
        return offer.isSuppressed ? done(visit, text, offer) : question(visit, text, offer)
    }

    func send(_ visit: Visit) async throws -> Response {
        let isOneClick = try await Self.isOneClick(visit)
        guard let (text, offer) = try await offer(visit) else { return refused(visit) }
        if isOneClick {
            try await stop(offer, .mailProgram, visit)
            return .text("\(visit.words.text(.unsubscribeDone))\n")
        }
        let form = try await visit.form()
        guard form["decision"] == "resume" else {
            try await stop(offer, .page, visit)
            return done(visit, text, offer)
        }
        let token = offer.token
        try await suppressions.lift(token.address, token.topic, of: token.book)
        return visit.page(
            visit.words.text(.resubscribeDone), says(.resubscribeDoneText, offer, visit))
    }

    /// Whether a mail program sent it. The standard lets it come in either form of forms.
    private static func isOneClick(_ visit: Visit) async throws -> Bool {
        let bytes = try await visit.request.body.collected(bytesMax: PageRoutes.formBytesMax)
        let text = String(decoding: bytes, as: UTF8.self)
        let type = visit.request.headers["Content-Type"]?.lowercased() ?? ""
        guard type.hasPrefix("multipart/form-data") else {
            return try Target(parsing: "/?" + text).query["List-Unsubscribe"] == "One-Click"
        }
        return text.contains("name=\"List-Unsubscribe\"")
            && text.split(whereSeparator: \.isNewline).contains("One-Click")
    }

    private func offer(_ visit: Visit) async throws -> (String, UnsubscribeOffer)? {
        let text = visit.request.parameters["token"] ?? ""
        return try await links.offer(text).map { (text, $0) }
    }

    private func refused(_ visit: Visit) -> Response {
        visit.failure(Trouble(.linkRefused, .notFound, in: visit.words))
    }

    private func stop(
        _ offer: UnsubscribeOffer, _ origin: Suppression.Origin, _ visit: Visit
    ) async throws {
        let token = offer.token
        try await suppressions.add(
            token.address, token.topic, of: token.book, origin: origin, at: visit.now)
    }

    private func question(_ visit: Visit, _ text: String, _ offer: UnsubscribeOffer) -> Response {
        visit.page(
            visit.words.text(.unsubscribeTitle),
            """
            \(says(.unsubscribeIntro, offer, visit))\(visit.says(.unsubscribeRest))\
            \(visit.form(
                to: "\(UnsubscribeLinks.path)/\(text)", "", button: .unsubscribeButton))
            """)
    }

    private func done(_ visit: Visit, _ text: String, _ offer: UnsubscribeOffer) -> Response {
        let button: HTML = """
            <button type="submit" name="decision" value="resume" class="second">\
            \(visit.words.text(.resubscribeButton))</button>
            """
        return visit.page(
            visit.words.text(.unsubscribeDone),
            """
            \(says(.unsubscribeDoneText, offer, visit))\(visit.says(.unsubscribeRest))\
            <hr>
            <h2>\(visit.words.text(.resubscribeQuestion))</h2>
            \(visit.form(to: "\(UnsubscribeLinks.path)/\(text)", "", buttons: button))
            """)
    }

    private func says(_ phrase: Phrase, _ offer: UnsubscribeOffer, _ visit: Visit) -> HTML {
        visit.says(
            phrase,
            [
                "business": "<strong>\(offer.bookName)</strong>",
                "address": "<span dir=\"ltr\">\(Self.masked(offer.token.address))</span>",
            ])
    }

    /// Enough of the address to know which one it is: a mail that was handed on tells no more.
    private static func masked(_ address: MailAddress) -> String {
        let shown = address.local.count > 3 ? 2 : 1
        return "\(address.local.prefix(shown))•••@\(address.domain)"
    }
}
