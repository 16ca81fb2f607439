import HTTP
import HTTPClient
import Testing

@testable import Files

/// Makes a bucket; nothing happens when it is ours already.
func makeBucket(_ name: String, at service: Origin) async throws {
    let client = S3Client(try bucketSettings(name, at: service), unixSeconds: unixSeconds)
    let reply = try await client.ask(.init(method: .put, key: []))
    try #require(reply.status.isSuccess || reply.status == .conflict, "\(reply.code)")
}

/// Puts other bytes in the place of a file, with all the rights that its owner has.
func overwrite(
    _ address: ContentAddress, with bytes: [UInt8], _ settings: S3Settings
) async throws {
    let client = S3Client(settings, unixSeconds: unixSeconds)
    let key = settings.prefix + ["content", address.text]
    let reply = try await client.ask(.init(method: .put, key: key, body: bytes))
    try #require(reply.status.isSuccess)
}
