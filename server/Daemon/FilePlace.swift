import Breaker
import Configuration
import Files
import Machine

/// Where the server keeps files, as whoever operates it has decided.
enum FilePlace {
    /// Opens the place and makes sure once that files can be kept there.
    static func open(
        _ configuration: Configuration, dataDirectory: String, behind breaker: Breaker?
    ) async throws -> any FileStore {
        let store = try await store(configuration, dataDirectory, breaker)
        try await store.check()
        return store
    }

    private static func store(
        _ configuration: Configuration, _ dataDirectory: String, _ breaker: Breaker?
    ) async throws -> any FileStore {
        let credentials = S3Settings.Credentials(
            keyID: configuration.value(ServerSettings.filesKeyID) ?? "",
            secret: configuration.value(ServerSettings.filesSecret) ?? "")
        let text = configuration.value(ServerSettings.filesURL) ?? dataDirectory + "/files"
        switch try FileLocation(text, credentials: credentials) {
        case .directory(let path): return try await DirectoryStore(directory: path)
        case .s3(let settings):
            let staging = try Staging(directory: dataDirectory + "/staging")
            return S3Store(settings, staging: staging, breaker: breaker ?? Breaker("files")) {
                SystemClock().unixMicroseconds() / 1_000_000
            }
        }
    }
}
