import HTTP

/// What every page has around it.
enum Layout {
    /// A page with its title, in a frame that nothing from outside gets into.
    static func page(_ title: String, _ content: HTML, status: Status = .ok) -> Response {
        let page: HTML = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="robots" content="noindex">
            <title>\(title) – Counterfoil</title>
            <link rel="stylesheet" href="/account/style.css">
            </head>
            <body>
            <header><p class="brand">Counterfoil</p></header>
            <main>
            <h1>\(title)</h1>
            \(content)
            </main>
            </body>
            </html>

            """
        var response = Response(status, body: .text(page.text))
        response.headers = headers(type: "text/html; charset=utf-8")
        response.headers["Cache-Control"] = "no-store"
        return response
    }

    /// The stylesheet, which browsers may keep for a while.
    static var stylesheet: Response {
        var response = Response(body: .text(Stylesheet.text))
        response.headers = headers(type: "text/css; charset=utf-8")
        response.headers["Cache-Control"] = "public, max-age=3600"
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
                "default-src 'none'; style-src 'self'; form-action 'self'; "
                + "frame-ancestors 'none'; base-uri 'none'",
            "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY",
            "Referrer-Policy": "no-referrer", "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
        ]
    }
}
