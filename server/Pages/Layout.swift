import HTTP
import Mailing

/// What every page has around it.
enum Layout {
    /// A page with its title, in a frame that nothing from outside gets into.
    ///
    /// - Parameter elsewhere: where the same page is in each other language; empty for a page that
    ///   cannot be opened again.
    static func page(
        _ title: String, _ content: HTML, in words: Words, trouble: Trouble? = nil,
        elsewhere: [(MailLanguage, Target)] = []
    ) -> Response {
        let language = words.language
        let tabTitle =
            trouble == nil ? title : words.text(.troubleTitle, ["title": title])
        let page: HTML = """
            <!doctype html>
            <html lang="\(language.rawValue)" dir="\(language.direction)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="robots" content="noindex">
            <title>\(tabTitle) – Counterfoil</title>
            <link rel="icon" href="\(Brand.iconPath)" type="image/svg+xml">
            <link rel="stylesheet" href="\(Stylesheet.path)">
            </head>
            <body>
            <header><p class="brand">\(Brand.mark)<span>Counterfoil</span></p></header>
            <main>
            \(trouble?.html(words) ?? "")<h1>\(title)</h1>
            \(content)
            </main>
            \(languages(elsewhere, words))
            </body>
            </html>

            """
        var response = Response(trouble?.status ?? .ok, body: .text(page.text))
        response.headers = headers(type: "text/html; charset=utf-8")
        response.headers["Cache-Control"] = "no-store"
        response.headers["Content-Language"] = language.rawValue
        if let seconds = trouble?.retrySeconds { response.headers["Retry-After"] = "\(seconds)" }
        return response
    }

    private static func languages(_ targets: [(MailLanguage, Target)], _ words: Words) -> HTML {
        guard !targets.isEmpty else { return "" }
        let items = targets.map { language, target -> HTML in
            let current: HTML = language == words.language ? " aria-current=\"true\"" : ""
            return """
                <li><a href="\(target.encoded)" lang="\(language.rawValue)" \
                hreflang="\(language.rawValue)"\(current)>\(language.ownName)</a></li>

                """
        }
        return """
            <footer><nav aria-label="\(words.text(.languages))">
            <ul class="languages">
            \(items)</ul>
            </nav></footer>
            """
    }

    /// What never changes under its address: browsers may keep it.
    static func file(_ text: String, type: String) -> Response {
        var response = Response(body: .text(text))
        response.headers = headers(type: type)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response
    }

    /// Look elsewhere, with GET.
    static func redirect(to target: Target) -> Response {
        var response = Response(.seeOther)
        response.headers = headers(type: "text/plain; charset=utf-8")
        response.headers["Location"] = target.encoded
        response.headers["Cache-Control"] = "no-store"
        return response
    }

    /// No script at all, no frame, nothing from elsewhere; the address, which may hold a token, is
    /// told to nobody.
    private static func headers(type: String) -> Headers {
        [
            "Content-Type": type,
            "Content-Security-Policy":
                "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
                + "frame-ancestors 'none'; base-uri 'none'",
            "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY",
            "Referrer-Policy": "no-referrer", "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
        ]
    }
}
