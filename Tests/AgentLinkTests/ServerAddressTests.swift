import AgentLink
import HTTPClient
import Testing

struct ServerAddressTests {
    @Test(
        arguments: [
            ("https://books.example.com", .https(host: "books.example.com", port: 443)),
            ("https://books.example.com/", .https(host: "books.example.com", port: 443)),
            ("http://127.0.0.1:8480", .http(host: "127.0.0.1", port: 8_480)),
            ("http://[::1]:8480", .http(host: "::1", port: 8_480)),
            ("https://[fe80::1]", .https(host: "fe80::1", port: 443)),
            ("http://localhost", .http(host: "localhost", port: 80)),
        ] as [(String, Origin)])
    func `an address is a scheme, a host and perhaps a port`(text: String, origin: Origin) throws {
        #expect(try ServerAddress(text).origin == origin)
    }

    @Test(arguments: [
        "", "books.example.com", "ftp://a", "https://", "https:///", "https://a//", "https://a/b",
        "https://a?b", "https://a#b", "https://ann@a", "https://a:", "https://a:0",
        "https://a:65536", "https://a:x", "https://a b", "https://a\r\nX: y", "https://[::1",
        "https://[]", "HTTPS://a", "https://a\0",
    ])
    func `anything else is refused, and the sentence shows how to write it`(text: String) {
        #expect(throws: LinkError.badAddress(text)) { try ServerAddress(text) }
        #expect("\(LinkError.badAddress(text))".contains("https://books.example.com"))
    }
}
