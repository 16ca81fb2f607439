import HTTP
import Identity
import PostgreSQL
import TestOffice
import Testing

struct SecondFactorPageTests {
    static func secret(of text: String) -> [UInt8] {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        let bits = text.flatMap { letter in
            let value = alphabet.firstIndex(of: letter) ?? 0
            return (0..<5).map { value >> (4 - $0) & 1 }
        }
        return stride(from: 0, to: bits.count - 7, by: 8).map { start in
            UInt8(bits[start..<(start + 8)].reduce(0) { $0 << 1 | $1 })
        }
    }

    @Test func `the code is asked for on a page of its own, and leads on to the laptop`()
        async throws
    {
        try await Browser.with { browser in
            let reception = browser.desk.reception
            let ann = try await browser.desk.person("ann")
            let factor = try await reception.prepareSecondFactor(
                of: ann, password: Office.password, at: Office.now)
            let secret = Self.secret(of: factor.secret)
            let step = OneTimePassword.step(of: Office.now.microseconds / 1_000_000)
            _ = try await reception.confirmSecondFactor(
                OneTimePassword.code(secret, step: step - 1), of: ann, at: Office.now)
            let page = try await browser.open("/account/sign-in?code=BCDF-GHJK")
            let key = page.value(of: "form_key")
            let asked = try await browser.submit(
                "/account/sign-in",
                [
                    "email": "ann@example.com", "password": Office.password, "code": "BCDF-GHJK",
                ], key: key)
            #expect(asked.status == 200 && !asked.text.contains("password"))
            #expect(asked.text.contains("autocomplete=\"one-time-code\""))
            #expect(asked.text.contains("or a recovery code"))
            var fields = [
                "ticket": try #require(asked.value(of: "ticket")), "code": "BCDF-GHJK",
                "totp": "000 000",
            ]
            let wrong = try await browser.submit("/account/one-time-code", fields, key: key)
            #expect(wrong.status == 422 && wrong.text.contains("href=\"#totp\""))
            let code = OneTimePassword.code(secret, step: step)
            fields["totp"] = "\(code.prefix(3)) \(code.suffix(3))"
            let done = try await browser.submit("/account/one-time-code", fields, key: key)
            #expect(done.status == 303)
            #expect(done.headers["Location"] == "/device?code=BCDF-GHJK")
        }
    }
}
