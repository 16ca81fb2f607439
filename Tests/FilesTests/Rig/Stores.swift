import Breaker
import Files
import Glibc
import HTTPClient
import Machine
import Testing

/// The time that stores are given; signatures must be of today.
func unixSeconds() -> Int64 { SystemClock().unixMicroseconds() / 1_000_000 }

/// Lends a directory of a test's own.
func withDirectory<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    let path = try makeDirectory()
    do {
        let result = try await body(path)
        _ = try await Subprocess("rm", ["-rf", "--", path]).run()
        return result
    } catch {
        _ = try await Subprocess("rm", ["-rf", "--", path]).run()
        throw error
    }
}

/// Lends a store in a directory.
func withDirectoryStore<Result>(
    _ body: (DirectoryStore, String) async throws -> Result
) async throws -> Result {
    try await withDirectory { try await body(try await DirectoryStore(directory: $0), $0) }
}

/// Settings for a bucket of the object service, at the service or at what stands before it.
func bucketSettings(
    _ bucket: String, at origin: Origin, secret: String = ServicePart.secret
) throws -> S3Settings {
    try S3Settings(
        url: "s3://\(bucket)/some/where?endpoint=\(origin)&region=us-east-1",
        credentials: .init(keyID: "test:tester", secret: secret))
}

/// The tests do more to a service in a second than breakers put up with.
private let patience: CircuitBreaker.Terms = {
    var terms = CircuitBreaker.Terms()
    (terms.window, terms.failuresMax) = (64, 64)
    return terms
}()

/// Lends a store in a bucket that is made when it is missing.
func withBucket<Result>(
    _ bucket: String = "books", at origin: Origin? = nil,
    _ adjust: (inout S3Settings) -> Void = { _ in },
    _ body: (S3Store, S3Settings) async throws -> Result
) async throws -> Result {
    let service = try await ObjectService.shared.origin()
    try await makeBucket(bucket, at: service)
    var settings = try bucketSettings(bucket, at: origin ?? service)
    adjust(&settings)
    return try await withDirectory { directory in
        let staging = try Staging(directory: directory)
        return try await body(
            S3Store(
                settings, staging: staging, breaker: Breaker("files", terms: patience),
                unixSeconds: unixSeconds), settings)
    }
}
