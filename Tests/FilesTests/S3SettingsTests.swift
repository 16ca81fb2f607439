import HTTPClient
import Testing

@testable import Files

struct S3SettingsTests {
    private static let credentials = S3Settings.Credentials(keyID: "id", secret: "hidden")

    private func settings(_ url: String) throws -> S3Settings {
        try S3Settings(url: url, credentials: Self.credentials)
    }

    @Test func `a URL names bucket, prefix, machine and region`() throws {
        let all = try settings("s3://our-books/a/b?endpoint=http://10.0.0.7:9000&region=eu")
        #expect(all.origin == .http(host: "10.0.0.7", port: 9_000))
        #expect(all.bucket == "our-books")
        #expect(all.prefix == ["a", "b"])
        #expect(all.region == "eu")
        #expect(all.host == "10.0.0.7:9000")
        let short = try settings("s3://our-books?region=eu-central-1")
        #expect(short.origin == .https(host: "s3.eu-central-1.amazonaws.com", port: 443))
        #expect(short.host == "s3.eu-central-1.amazonaws.com")
    }

    @Test(arguments: [
        "s3://", "s3:///a", "s3://Books", "s3://a", "http://books", "s3://books?endpoint=ftp://a",
        "s3://books?endpoint=https://a:b", "s3://books?endpoint=https://a/b", "s3://bo%00oks",
    ])
    func `a URL that says something else is refused`(url: String) {
        #expect(throws: FilesError.self) { try settings(url) }
    }

    @Test func `a key without a secret is refused`() {
        #expect(throws: FilesError.self) {
            try S3Settings(url: "s3://books", credentials: .init(keyID: "id", secret: ""))
        }
    }

    @Test func `nothing shows the secret`() throws {
        let settings = try settings("s3://books")
        var dumped = ""
        dump(settings, to: &dumped)
        for text in ["\(settings)", String(reflecting: settings), dumped] {
            #expect(!text.contains("hidden"))
        }
    }

    @Test(arguments: [
        (Int64(0), "19700101T000000Z"), (951_782_400, "20000229T000000Z"),
        (1_440_938_160, "20150830T123600Z"), (4_107_542_399, "21000228T235959Z"),
        (4_107_542_400, "21000301T000000Z"),
    ])
    func `a moment is written as signatures do`(seconds: Int64, text: String) {
        #expect(S3Time(unixSeconds: seconds).text == text)
    }
}
