import HTTP
import Testing

@testable import Files

struct LinkSignerTests {
    private static let signer = LinkSigner(key: Array(repeating: 7, count: 32))
    private static let address = ContentAddress(of: [1, 2, 3])

    private func grant(_ link: String, at now: Int64) throws -> (ContentAddress, Presentation)? {
        var request = Request(.get, try Target(parsing: link))
        request.parameters["address"] = request.target.segments.last
        return Self.signer.grant(of: request, unixSeconds: now)
    }

    private func path(expires: Int64 = 1_000) -> String {
        Self.signer.path(
            to: Self.address, Presentation(type: .pdf, name: "INV 7.pdf"), expires: expires)
    }

    @Test func `a link grants what it was made for until its time is over`() throws {
        let granted = try #require(try grant(path(), at: 999))
        #expect(granted.0 == Self.address)
        #expect(granted.1 == Presentation(type: .pdf, name: "INV 7.pdf"))
        #expect(try grant(path(), at: 1_000) == nil)
    }

    @Test(arguments: [
        ("expires=1000", "expires=2000"), ("type=pdf", "type=png"), ("INV%207", "INV%208"),
        ("signature=", "signature=0"), ("signature=", "other="), ("expires=1000", "expires=x"),
    ])
    func `a link that was changed grants nothing`(from: String, to: String) throws {
        let changed = path().replacing(from, with: to)
        #expect(changed != path())
        #expect(try grant(changed, at: 10) == nil)
    }

    @Test func `a link to something else grants nothing`() throws {
        let other = ContentAddress(of: []).text
        #expect(try grant(path().replacing(Self.address.text, with: other), at: 10) == nil)
    }

    @Test func `another key grants nothing`() throws {
        let other = LinkSigner(key: Array(repeating: 8, count: 32))
        var request = Request(.get, try Target(parsing: path()))
        request.parameters["address"] = request.target.segments.last
        #expect(other.grant(of: request, unixSeconds: 10) == nil)
        #expect(!"\(other)\(String(reflecting: other))".contains("8"))
    }
}
