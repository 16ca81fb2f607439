import Crypto
import HTTP

/// Signature Version 4 of requests to S3.
///
/// 1. Everything that is sent is signed: method, path, query, the headers listed, and the payload
///    by its digest.
/// 2. The secret itself never leaves: a key is derived from it for the day, the region, the
///    service.
struct S3Signature: Sendable {
    static let unsignedPayload = "UNSIGNED-PAYLOAD"
    private static let algorithm = "AWS4-HMAC-SHA256"

    private let settings: S3Settings
    private let time: S3Time

    init(_ settings: S3Settings, at time: S3Time) {
        self.settings = settings
        self.time = time
    }

    /// Adds to a request what shows that it is ours.
    func sign(_ request: inout Request, payloadDigest: String) {
        request.headers["X-Amz-Date"] = time.text
        request.headers["X-Amz-Content-Sha256"] = payloadDigest
        var headers = [("host", settings.host)]
        for field in request.headers.fields {
            headers.append((field.name.lowercased(), field.value))
        }
        headers.sort { $0.0 < $1.0 }
        let names = headers.map(\.0).joined(separator: ";")
        let signature = signature(
            of: request.method, request.target, headers, payloadDigest: payloadDigest)
        request.headers["Authorization"] =
            "\(Self.algorithm) Credential=\(settings.credentials.keyID)/\(scope),"
            + "SignedHeaders=\(names),Signature=\(signature)"
    }

    /// A URL with which anybody may read for a while.
    func url(reading segments: [String], _ items: [(String, String)], seconds: Int) -> String {
        let own = [
            ("X-Amz-Algorithm", Self.algorithm),
            ("X-Amz-Credential", "\(settings.credentials.keyID)/\(scope)"),
            ("X-Amz-Date", time.text), ("X-Amz-Expires", "\(seconds)"),
            ("X-Amz-SignedHeaders", "host"),
        ]
        let target = Self.target(segments, own + items)
        let signature = signature(
            of: .get, target, [("host", settings.host)], payloadDigest: Self.unsignedPayload)
        return "\(settings.origin)\(target.encoded)&X-Amz-Signature=\(signature)"
    }

    /// A target whose query is in the order in which it is signed.
    static func target(_ segments: [String], _ items: [(String, String)]) -> Target {
        let path = Target(segments).encoded
        guard !items.isEmpty else { return Target(segments) }
        let encoded = items.map { (escaped($0.0), escaped($0.1)) }.sorted { $0 < $1 }
        let query = encoded.map { "\($0.0)=\($0.1)" }.joined(separator: "&")
        do {
            return try Target(parsing: path + "?" + query)
        } catch {
            preconditionFailure("what was escaped here can be read here")
        }
    }

    private var scope: String { "\(time.day)/\(settings.region)/s3/aws4_request" }

    private func signature(
        of method: Method, _ target: Target, _ headers: [(String, String)], payloadDigest: String
    ) -> String {
        let parts = target.encoded.split(
            separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let canonical =
            [
                method.name, String(parts[0]), parts.count > 1 ? String(parts[1]) : "",
                headers.map { "\($0.0):\($0.1)\n" }.joined(),
                headers.map(\.0).joined(separator: ";"), payloadDigest,
            ].joined(separator: "\n")
        let text = [
            Self.algorithm, time.text, scope,
            hexadecimal(SHA256.digest(Array(canonical.utf8))),
        ].joined(separator: "\n")
        return hexadecimal(HMAC.code(of: Array(text.utf8), key: signingKey))
    }

    private var signingKey: [UInt8] {
        [time.day, settings.region, "s3", "aws4_request"].reduce(
            Array("AWS4\(settings.credentials.secret)".utf8)
        ) { key, word in HMAC.code(of: Array(word.utf8), key: key) }
    }

    /// Escaped as the path of a target is.
    private static func escaped(_ text: String) -> String {
        String(Target([text]).encoded.dropFirst())
    }
}

/// A moment as signatures write it: `20261121T150304Z`.
struct S3Time: Hashable, Sendable {
    let text: String

    /// The day alone.
    var day: String { String(text.prefix(8)) }

    /// From seconds since 1970.
    init(unixSeconds: Int64) {
        let days = Int((Double(unixSeconds) / 86_400).rounded(.down))
        let second = Int(unixSeconds) - days * 86_400
        // Days are counted from 1 March of the year 0, so that a leap day is the last of its year.
        let shifted = days + 719_468
        let era = shifted / 146_097
        let ofEra = shifted % 146_097
        let yearOfEra = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let dayOfYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        let date = Self.digits(year, 4) + Self.digits(month, 2) + Self.digits(day, 2)
        let clock = [second / 3_600, second / 60 % 60, second % 60].map { Self.digits($0, 2) }
        text = "\(date)T\(clock.joined())Z"
    }

    private static func digits(_ number: Int, _ count: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, count - text.count)) + text
    }
}
