import Invoicing
import Testing

struct ContactTests {
    @Test(arguments: [
        ("a@b.de", "a@b.de"), ("First.Last+tag@Example.COM", "First.Last+tag@example.com"),
        ("o'brien@mail.example.ie", "o'brien@mail.example.ie"),
        ("x@xn--bcher-kva.example", "x@xn--bcher-kva.example"), ("a@1.2.de", "a@1.2.de"),
    ])
    func `a mail address is read`(text: String, expected: String) throws {
        #expect(try EmailAddress(text).text == expected)
    }

    @Test(arguments: [
        "", "a", "@b.de", "a@", "a@b", "a@b.", "a@.de", "a@b..de", "a..b@c.de", ".a@b.de",
        "a.@b.de",
        "a b@c.de", "a@b.de\r\nBcc: x@y.de", "a@b.de\0", "\"a b\"@c.de", "a@-b.de", "a@b-.de",
        "a@b_c.de", "a@1.2.3.4", "a,b@c.de", "<a@b.de>", "a@b@c.de", "ä@b.de", "a@bücher.de",
        "\(String(repeating: "a", count: 65))@b.de",
        "a@\(String(repeating: "a", count: 64)).de",
        "a@\(String(repeating: "a.", count: 130))de",
    ])
    func `what could not be mailed to is refused`(text: String) {
        #expect(throws: InvoicingError.self) { try EmailAddress(text) }
    }

    @Test(arguments: [
        ("+49 30 123456", "+4930123456"), ("(030) 12 34-56", "030123456"),
        ("030/123456", "030123456"),
    ])
    func `a phone number is read`(text: String, dialled: String) throws {
        #expect(try PhoneNumber(text).dialled == dialled)
    }

    @Test(arguments: [
        "", "1234", "+", "call me", "++4930123456", "1234567890123456", "12345\n", "-12345",
    ])
    func `what cannot be dialled is refused`(text: String) {
        #expect(throws: InvoicingError.self) { try PhoneNumber(text) }
    }

    @Test(arguments: [
        ("example.com", "https://example.com"),
        ("HTTP://Example.com/A?b=c#d", "http://example.com/A?b=c#d"),
        ("https://shop.example.co.uk:8443/", "https://shop.example.co.uk:8443/"),
    ])
    func `a web address is read`(text: String, expected: String) throws {
        #expect(try WebAddress(text).text == expected)
    }

    @Test(arguments: [
        "", "javascript:alert(1)", "https://", "https://localhost", "ftp://example.com",
        "https://user@example.com", "https://example.com/ a", "https://example.com/\"onclick=",
        "https://example.com/<script>", "https://example.com:0", "https://example.com:70000",
        "https://example.com:+80", "data:text/html,x", "//example.com",
    ])
    func `what could be something else than a website is refused`(text: String) {
        #expect(throws: InvoicingError.self) { try WebAddress(text) }
    }

    @Test(arguments: [
        ("DE", "de"), ("pt-br", "pt-BR"), ("SR-LATN-rs", "sr-Latn-RS"), ("es-419", "es-419"),
    ])
    func `a language tag is written canonically`(text: String, expected: String) throws {
        #expect(try LanguageTag(text).text == expected)
    }

    @Test(arguments: ["", "d", "german", "de_DE", "de-", "de-D", "de-DE-x", "de-12", "1e"])
    func `what is no language tag is refused`(text: String) {
        #expect(throws: InvoicingError.self) { try LanguageTag(text) }
    }

    @Test(arguments: ["UTC", "Europe/Berlin", "Etc/GMT+12", "America/Argentina/Buenos_Aires"])
    func `a zone's name is read`(text: String) throws {
        #expect(try ZoneName(text).text == text)
    }

    @Test(arguments: [
        "", "/etc/passwd", "../passwd", "Europe/../../etc", "Europe//Berlin", "Europe/", "a\0",
    ])
    func `a zone's name is never a path`(text: String) {
        #expect(throws: InvoicingError.self) { try ZoneName(text) }
    }
}
