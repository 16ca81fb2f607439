extension HTTPClient {
    /// How long a client waits, what it takes, whom it trusts.
    package struct Settings: Sendable {
        /// For the connection.
        package var connectTimeout = Duration.seconds(10)
        /// For the whole exchange; `nil` for long streams.
        package var totalTimeout: Duration? = .seconds(60)
        /// Without a byte in either direction; a long poll needs more than its server waits. Whole
        /// seconds.
        package var idleSeconds = 30
        /// The longest answer that `send` takes.
        package var answerBytesMax = 16 * 1024 * 1024
        /// A file of certificates to trust instead of the system's.
        package var authorityFile: String?
        /// How many redirects are followed: none unless said otherwise.
        package var redirectsMax = 0

        /// The defaults.
        package init() {}
    }
}
