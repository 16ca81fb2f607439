import HTTP
import Testing

struct HeadersTests {
    @Test func `names are compared without regard to case`() {
        let headers: Headers = ["Content-Type": "text/csv"]
        #expect(headers["content-type"] == "text/csv")
    }
}
