import Bytes
import Calendar
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
            Hexadecimal.text(SHA256.digest(Array(canonical.utf8))),
        ].joined(separator: "\n")
        return Hexadecimal.text(HMAC.code(of: Array(text.utf8), key: signingKey))
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
        let moment = UTCMoment(unixSeconds: unixSeconds)
        text = "\(moment.dayDigits.joined())T\(moment.clockDigits.joined())Z"
    }
}
