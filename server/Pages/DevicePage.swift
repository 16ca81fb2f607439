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
        guard try await person(visit) != nil else { return signIn(visit, code) }
        return page(visit, code)
    }

    /// The code was typed: shows which laptop it is, and asks.
    func send(_ visit: Visit) async throws -> Response {
        let code = try await visit.form()["code"] ?? ""
        guard let person = try await person(visit) else { return signIn(visit, code) }
        do {
            let laptop = try await requests.waiting(
                code, asker: person, from: visit.address, at: visit.now)
            let books = try await reception.books(of: person, countMax: Self.booksMax)
            return question(visit, code, laptop, books)
        } catch let error as IdentityError {
            return page(visit, code, error)
        }
    }

    /// The answer was given.
    func decide(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let code = form["code"] ?? ""
        guard let person = try await person(visit) else { return signIn(visit, code) }
        guard form["decision"] == "allow" else {
            try await requests.deny(code, by: person, from: visit.address, at: visit.now)
            return visit.notice("Turned away", "<p>The laptop was not let in.</p>")
        }
        let books = try await reception.books(of: person, countMax: Self.booksMax)
        guard let book = BookID(text: form["book"] ?? ""), books.contains(where: { $0.id == book })
        else { throw IdentityError.notFound(.book) }
        try await requests.approve(
            code, into: book, by: person, from: visit.address, at: visit.now)
        return visit.notice(
            "The laptop is in", "<p>It goes on by itself; you can close this page.</p>")
    }

    private func person(_ visit: Visit) async throws -> PersonID? {
        guard let session = visit.session else { return nil }
        return try await reception.person(inBrowser: session, at: visit.now)
    }

    private func signIn(_ visit: Visit, _ code: String) -> Response {
        let query: Query = code.isEmpty ? [:] : ["code": code]
        return visit.answer(Layout.redirect(to: Target(["account", "sign-in"], query: query)))
    }

    private func page(_ visit: Visit, _ code: String, _ error: IdentityError? = nil) -> Response {
        let field = Field(
            name: "code", label: "The code that the laptop shows", value: code,
            hint: "Two groups of four letters.")
        return visit.page(
            "Confirm a laptop", alarm: error.map { "\($0)" }, to: "/device", field.html([:]),
            button: "Look it up", status: error.map { Trouble($0).status } ?? .ok)
    }

    private func question(
        _ visit: Visit, _ code: String, _ laptop: WaitingDevice, _ books: [BookCard]
    ) -> Response {
        let options = books.map { book -> HTML in
            "<option value=\"\(book.id.text)\">\(book.name)</option>"
        }
        return visit.notice(
            "Is this your laptop?",
            """
            <p>Go on only if you have just typed <code>counterfoil login</code> there yourself, \
            and it shows this very code.</p>
            <dl>
            <dt>Code</dt><dd class="code">\(code.uppercased())</dd>
            <dt>Laptop</dt><dd>\(laptop.name)</dd>
            <dt>It asks from</dt><dd>\(laptop.address)</dd>
            </dl>
            <form method="post" action="/device/decision">
            \(visit.key.html)
            <input type="hidden" name="code" value="\(code)">
            <div class="field">
            <label for="book">The book that it joins</label>
            <select id="book" name="book">\(options)</select>
            </div>
            <p class="choices">
            <button type="submit" name="decision" value="allow">Let it in</button>
            <button type="submit" name="decision" value="deny" class="second">Turn it away</button>
            </p>
            </form>
            """)
    }
}
