import HTTP
import Identity
import Mailing
import PostgreSQL
import TestOffice
import Testing

struct LanguageTests {
    @Test(arguments: [
        ("de", "ltr", "Anmelden"), ("fr", "ltr", "Se connecter"), ("es", "ltr", "Iniciar sesión"),
        ("pl", "ltr", "Zaloguj się"), ("ar", "rtl", "تسجيل الدخول"), ("en", "ltr", "Sign in"),
    ])
    func `a page is in the browser's language, or in the one that is asked for`(
        tag: String, direction: String, title: String
    ) async throws {
        try await Browser.with { browser in
            let accepted = try await browser.open("/account/sign-in", languages: tag + ", en;q=0.1")
            let named = try await browser.open(
                Target(["account", "sign-in"], query: ["lang": tag]), languages: "en")
            for page in [accepted, named] {
                #expect(page.text.contains("<html lang=\"\(tag)\" dir=\"\(direction)\">"))
                #expect(page.text.contains("<h1>\(title)</h1>"))
                #expect(page.headers["Content-Language"] == tag)
            }
            #expect(named.text.contains("action=\"/account/sign-in?lang=\(tag)\""))
            #expect(accepted.text.contains("action=\"/account/sign-in\""))
            #expect(accepted.text.ranges(of: "hreflang=").count == MailLanguage.allCases.count)
            #expect(accepted.text.ranges(of: "aria-current").count == 1)
        }
    }

    @Test(arguments: ["xx", "EN", "de\"><script>", ""])
    func `a language that is none of ours is the browser's`(tag: String) async throws {
        try await Browser.with { browser in
            let page = try await browser.open(
                Target(["account", "sign-in"], query: ["lang": tag]), languages: "pl")
            #expect(page.headers["Content-Language"] == "pl")
            #expect(!page.text.contains("<script>"))
        }
    }

    @Test func `the other languages lead to the same page with the same token`() async throws {
        try await Browser.with { browser in
            let page = try await browser.open("/account/reset?token=a%22b")
            #expect(page.text.contains("href=\"/account/reset?lang=de&amp;token=a%22b\""))
            let code = try await browser.open("/account/sign-in?code=BCDF-GHJK")
            #expect(code.text.contains("href=\"/account/sign-in?lang=de&amp;code=BCDF-GHJK\""))
        }
    }

    @Test func `who is signed in reads their own language, unless they ask for another`()
        async throws
    {
        try await Browser.with { browser in
            let ann = try await browser.desk.person("ann")
            var change = ProfileChange()
            change.language = "pl"
            try await browser.desk.reception.change(ann, change)
            let page = try await browser.open("/account/sign-in", languages: "fr")
            _ = try await browser.submit(
                "/account/sign-in", ["email": "ann@example.com", "password": Office.password],
                key: page.value(of: "form_key"))
            #expect(
                try await browser.open("/device", languages: "fr").headers["Content-Language"]
                    == "pl")
            #expect(
                try await browser.open("/device?lang=ar", languages: "fr")
                    .headers["Content-Language"] == "ar")
        }
    }

    @Test func `what is wrong is told in the page's language, at its field`() async throws {
        try await Browser.with { browser in
            let page = try await browser.open("/account/forgot?lang=de")
            let refused = try await browser.submit(
                "/account/reset?lang=de", ["token": "x", "password": "password1!"],
                key: page.value(of: "form_key"))
            #expect(refused.status == 422)
            #expect(refused.text.contains("<title>Problem: "))
            #expect(refused.text.contains("<a href=\"#password\">Dieses Passwort gehört"))
            #expect(refused.text.contains("aria-describedby=\"password-hint password-problem\""))
            #expect(refused.text.contains("<p class=\"problem\" id=\"password-problem\">"))
        }
    }

    @Test func `letters to a new owner are in the language in which they began`() async throws {
        try await Browser.with(isOpen: false) { browser in
            let link = try #require(
                try await browser.desk.reception.firstOwnerLink(at: Office.now))
            let token = String(link.drop { $0 != "=" }.dropFirst())
            let page = try await browser.open(
                Target(["account", "owner"], query: ["token": token]), languages: "es")
            _ = try await browser.submit(
                "/account/owner?lang=es",
                [
                    "token": token, "email": "ann@example.com", "book": "Panadería",
                    "password": Office.password,
                ], key: page.value(of: "form_key"))
            let languages = try await browser.office.texts("SELECT language FROM people")
            #expect(languages == ["es"])
        }
    }
}
