import Bytes
import HTTP
import Identity
import Sync

/// Where a person confirms the code that their laptop shows.
struct DevicePage: Sendable {
    private static let booksMax = 100

    let reception: Reception
    let requests: DeviceRequests

    func show(_ visit: Visit) async throws -> Response {
        let code = visit.request.query["code"] ?? ""
        guard let (person, visit) = try await recognized(visit) else { return signIn(visit, code) }
        return page(visit, person, code)
    }

    /// The code was typed: shows which laptop it is, and asks.
    func send(_ visit: Visit) async throws -> Response {
        let code = try await visit.form()["code"] ?? ""
        guard let (person, visit) = try await recognized(visit) else { return signIn(visit, code) }
        do {
            let laptop = try await requests.waiting(
                code, asker: person.id, from: visit.address, at: visit.now)
            let books = try await reception.books(of: person.id, countMax: Self.booksMax)
            guard !books.isEmpty else {
                return page(visit, person, code, Trouble(.deviceNoBook, .conflict, in: visit.words))
            }
            return question(visit, person, code, laptop, books)
        } catch let error as IdentityError {
            return page(visit, person, code, trouble(error, visit))
        }
    }

    /// The answer was given.
    func decide(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let code = form["code"] ?? ""
        guard let (person, visit) = try await recognized(visit) else { return signIn(visit, code) }
        let words = visit.words
        guard form["decision"] == "allow" else {
            try await requests.deny(code, by: person.id, from: visit.address, at: visit.now)
            return visit.page(
                words.text(.deviceDenied),
                "\(visit.says(.deviceDeniedText))\(visit.says(.closePage))")
        }
        let books = try await reception.books(of: person.id, countMax: Self.booksMax)
        guard let book = BookID(text: form["book"] ?? ""), books.contains(where: { $0.id == book })
        else { throw IdentityError.notFound(.book) }
        try await requests.approve(
            code, into: book, by: person.id, from: visit.address, at: visit.now)
        return visit.page(
            words.text(.deviceAllowed),
            "\(visit.says(.deviceAllowedText))\(visit.says(.closePage))")
    }

    /// Who it is, and the visit in their language.
    private func recognized(_ visit: Visit) async throws -> (PersonCard, Visit)? {
        guard let session = visit.session,
            let person = try await reception.person(inBrowser: session, at: visit.now)
        else { return nil }
        let card = try await reception.profile(of: person)
        return (card, try visit.reading(card.language))
    }

    private func signIn(_ visit: Visit, _ code: String) -> Response {
        visit.answer(Layout.redirect(to: visit.target("/account/sign-in", code: code)))
    }

    /// A code that nobody waits with is the field's fault, anything else the page's.
    private func trouble(_ error: IdentityError, _ visit: Visit) -> Trouble {
        guard error == .notFound(.code) else { return Trouble(error, in: visit.words) }
        let sentence = visit.words.text(.deviceCodeRefused)
        return Trouble([Trouble.Problem(field: "code", sentence: sentence)])
    }

    private func page(
        _ visit: Visit, _ person: PersonCard, _ code: String, _ trouble: Trouble? = nil
    ) -> Response {
        let words = visit.words
        let field = Field(
            name: "code", label: words.text(.deviceCode), value: code,
            hint: words.text(.deviceCodeHint, ["example": "BCDF-GHJK"]), isLatin: true)
        return visit.page(
            words.text(.deviceTitle),
            """
            \(visit.form(to: "/device", field.html(trouble), button: .send))\
            \(identity(visit, person))
            """, trouble: trouble)
    }

    /// Who is signed in, and how to be somebody else.
    private func identity(_ visit: Visit, _ person: PersonCard) -> HTML {
        """
        <p class="after quiet">\(visit.words.html(.signedInAs, ["email": "\(person.email)"])) \
        <a href="\(visit.target("/account/sign-out").encoded)">\
        \(visit.words.text(.signOutTitle))</a></p>

        """
    }

    private func question(
        _ visit: Visit, _ person: PersonCard, _ code: String, _ laptop: WaitingDevice,
        _ books: [BookCard]
    ) -> Response {
        let words = visit.words
        let buttons: HTML = """
            <button type="submit" name="decision" value="allow">\(words.text(.deviceAllow))\
            </button>
            <button type="submit" name="decision" value="deny" class="second">\
            \(words.text(.deviceDeny))</button>
            """
        return visit.page(
            words.text(.deviceQuestion),
            """
            \(visit.says(
                .deviceWarning, ["command": "<code dir=\"ltr\">counterfoil login</code>"]))\
            <dl>
            <div><dt>\(words.text(.deviceShownCode))</dt>
            <dd class="code"><bdi dir="ltr">\(code.uppercased())</bdi></dd></div>
            <div><dt>\(words.text(.deviceName))</dt><dd><bdi>\(laptop.name)</bdi></dd></div>
            <div><dt>\(words.text(.deviceAddress))</dt>
            <dd><bdi dir="ltr">\(laptop.address)</bdi></dd></div>
            </dl>
            \(visit.form(
                to: "/device/decision",
                "\(Field.hidden("code", code))\(choice(of: books, words))", buttons: buttons))\
            \(identity(visit, person))
            """)
    }

    private func choice(of books: [BookCard], _ words: Words) -> HTML {
        let options = books.map { book -> HTML in
            "<option value=\"\(book.id.text)\">\(book.name)</option>\n"
        }
        return """
            <div class="field">
            <label for="book">\(words.text(.deviceBook))</label>
            <select id="book" name="book">
            \(options)</select>
            </div>
            """
    }
}
