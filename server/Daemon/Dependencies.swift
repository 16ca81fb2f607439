import Breaker
import Configuration

/// What the server asks of others over the network, each behind a breaker of its own.
struct Dependencies: Sendable {
    /// The mail server; nothing when there is none.
    let mail: Breaker?
    /// The service that keeps files; nothing when they are in a directory.
    let files: Breaker?

    init(_ configuration: Configuration) {
        mail = configuration.value(MailSettings.server).map { _ in Breaker("mail") }
        let place = configuration.value(ServerSettings.filesURL)
        files = place?.hasPrefix("s3://") == true ? Breaker("files") : nil
    }

    /// All of them.
    var breakers: [Breaker] { [mail, files].compactMap(\.self) }
}
