import HTTP
package import HTTPClient

/// Where an S3 service is, which bucket is ours, and how we show who we are.
///
/// The bucket stands in the path, which every service understands.
package struct S3Settings: Sendable {
    /// The key that requests are signed with.
    package struct Credentials: Sendable {
        let keyID: String
        let secret: String

        /// Takes both parts.
        package init(keyID: String, secret: String) {
            self.keyID = keyID
            self.secret = secret
        }
    }

    /// The machine that answers.
    package let origin: Origin
    /// Where everything of ours is.
    package let bucket: String
    /// What all of our keys begin with: words without slashes.
    package let prefix: [String]
    /// The region that signatures name.
    package let region: String
    let credentials: Credentials
    /// Files that are longer are sent in parts of this size; services want 5 MiB at least.
    package var partByteCount = 8 << 20
    /// How often a request is tried before its failure is told.
    package var attemptCountMax = 5
    /// How long a service may say nothing.
    package var idleSeconds = 20
    /// A file of certificates to trust instead of the system's.
    package var authorityFile: String?

    /// Reads `s3://bucket/prefix?endpoint=https://host:port&region=name`; without an endpoint it
    /// is Amazon's of the region, without a region `us-east-1`.
    package init(url: String, credentials: Credentials) throws(FilesError) {
        let scheme = "s3://"
        guard url.hasPrefix(scheme), let target = Self.target("/" + url.dropFirst(scheme.count)),
            let bucket = target.segments.first, Self.isBucket(bucket)
        else {
            throw .misconfigured(
                "The place for files is no s3://BUCKET/PREFIX?endpoint=URL&region=NAME.")
        }
        guard !credentials.keyID.isEmpty, !credentials.secret.isEmpty else {
            throw .misconfigured("Files in S3 need a key id and a secret.")
        }
        let region = target.query["region"] ?? "us-east-1"
        let endpoint = target.query["endpoint"] ?? "https://s3.\(region).amazonaws.com"
        guard let origin = Self.origin(endpoint) else {
            throw .misconfigured(
                "The endpoint of the S3 service is no URL such as https://s3.example.com:9000.")
        }
        self.origin = origin
        self.bucket = bucket
        prefix = target.segments.dropFirst().filter { !$0.isEmpty }
        self.region = region
        self.credentials = credentials
    }

    /// What stands in the header `Host`: the usual port is left out, as clients do.
    var host: String {
        switch origin {
        case .http(let host, let port): port == 80 ? host : "\(host):\(port)"
        case .https(let host, let port): port == 443 ? host : "\(host):\(port)"
        case .unix: "localhost"
        }
    }

    private static func target(_ text: String) -> Target? {
        do {
            return try Target(parsing: text)
        } catch {
            return nil
        }
    }

    private static func origin(_ url: String) -> Origin? {
        let isSecure = url.hasPrefix("https://")
        guard isSecure || url.hasPrefix("http://") else { return nil }
        let rest = url.dropFirst(isSecure ? 8 : 7)
        let sides = rest.split(separator: ":", omittingEmptySubsequences: false)
        let host = String(sides[0])
        let isHost = !host.isEmpty && host.utf8.allSatisfy(isHostByte)
        guard isHost, sides.count <= 2,
            let port = sides.count == 2 ? UInt16(sides[1]) : isSecure ? 443 : 80
        else { return nil }
        return isSecure ? .https(host: host, port: port) : .http(host: host, port: port)
    }

    private static func isBucket(_ name: String) -> Bool {
        (3...63).contains(name.utf8.count) && name.utf8.allSatisfy(isHostByte)
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x61...0x7A, 0x2D, 0x2E: true
        default: false
        }
    }
}

extension S3Settings.Credentials: CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    /// Never the secret.
    package var description: String { "a key of S3" }
    /// Never the secret.
    package var debugDescription: String { description }
    /// Never the secret.
    package var customMirror: Mirror { Mirror(self, children: []) }
}
