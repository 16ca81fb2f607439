import HTTP
import Testing

@testable import HTTPServer

struct ProxiesTests {
    private static let ranges = ["10.0.0.0/8", "2001:db8::/32", "127.0.0.1"]
        .compactMap { AddressRange($0) }

    private func sender(
        _ headers: Headers, from peer: String = "10.0.0.1", _ header: Proxies.Header = .forwardedFor
    ) -> Peer {
        Proxies(trusting: Self.ranges, header: header)
            .route(of: headers, from: .address(peer), isSecure: false).sender
    }

    @Test(arguments: [
        ("192.0.2.7", "192.0.2.7"), ("1.1.1.1, 192.0.2.7", "192.0.2.7"),
        ("1.1.1.1, 192.0.2.7, 10.9.9.9", "192.0.2.7"), ("192.0.2.7:4711", "192.0.2.7"),
        ("[2a00::7]:4711", "2a00::7"), ("2a00::7", "2a00::7"), ("2001:DB8::1", "2001:db8::1"),
        ("", "10.0.0.1"), ("unknown", "10.0.0.1"), ("192.0.2.7, evil", "10.0.0.1"),
        ("10.2.2.2, 10.3.3.3", "10.2.2.2"), ("::ffff:192.0.2.7", "192.0.2.7"),
    ])
    func `a trusted proxy is believed back to the first stranger`(
        header: String, expected: String
    ) {
        #expect(sender(["X-Forwarded-For": header]) == .address(expected))
    }

    @Test func `nobody else is believed`() {
        let headers: Headers = ["X-Forwarded-For": "1.1.1.1", "X-Forwarded-Proto": "https"]
        let route = Proxies(trusting: Self.ranges).route(
            of: headers, from: .address("192.0.2.7"), isSecure: false)
        #expect(route.sender == .address("192.0.2.7"))
        #expect(route.proxy == nil)
        #expect(!route.isSecure)
        #expect(sender(["Forwarded": "for=1.1.1.1"]) == .address("10.0.0.1"))
    }

    @Test func `the last word counts where a header comes twice`() {
        let headers = Headers([
            .init(name: "X-Forwarded-For", value: "1.1.1.1"),
            .init(name: "X-Forwarded-For", value: "192.0.2.7"),
        ])
        #expect(sender(headers) == .address("192.0.2.7"))
    }

    @Test(arguments: [
        ("for=192.0.2.7;proto=https", "192.0.2.7", true),
        ("For=\"[2a00::7]:4711\"; proto=http", "2a00::7", false),
        ("for=1.1.1.1;proto=https, for=192.0.2.7", "192.0.2.7", false),
        ("for=_hidden;proto=https", "10.0.0.1", false), ("nonsense", "10.0.0.1", false),
    ])
    func `the standard header is read where it is the one to believe`(
        header: String, expected: String, isSecure: Bool
    ) {
        let route = Proxies(trusting: Self.ranges, header: .forwarded).route(
            of: ["Forwarded": header, "X-Forwarded-For": "9.9.9.9"], from: .address("10.0.0.1"),
            isSecure: false)
        #expect(route.sender == .address(expected))
        #expect(route.isSecure == isSecure)
    }

    @Test(arguments: [
        ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.1", false),
        ("0.0.0.0/0", "192.0.2.7", true), ("0.0.0.0/0", "2a00::1", false),
        ("::/0", "2a00::1", true), ("2a00:1::/33", "2a00:1:8000::", false),
        ("2a00:1::/33", "2a00:1:7fff::", true), ("192.0.2.7", "192.0.2.7", true),
        ("192.0.2.7", "192.0.2.6", false), ("10.0.0.0/31", "10.0.0.2", false),
    ])
    func `a range has those that begin alike`(
        range: String, address: String, isInside: Bool
    ) throws {
        let range = try #require(AddressRange(range))
        #expect(range.contains(try #require(NetworkAddress(address))) == isInside)
    }

    @Test(arguments: ["", "a", "10.0.0", "10.0.0.0/33", "10.0.0.0/-1", "::/129", "10.0.0.0/"])
    func `what is no range is refused`(text: String) {
        #expect(AddressRange(text) == nil)
    }

    @Test func `a handler sees who sent what a proxy handed on`() async throws {
        try await withServer(
            { $0.proxies = Proxies(trusting: Self.ranges) },
            routes: { router in
                router.on(.get, "/a") { .text("\($0.peer) \($0.proxy != nil) \($0.isSecure)") }
            },
            { server in
                let request = Request(
                    .get, "/a",
                    headers: ["X-Forwarded-For": "192.0.2.7", "X-Forwarded-Proto": "https"])
                let text = try await server.send(request).text
                #expect(text == "address(\"192.0.2.7\") true true")
            })
    }
}
