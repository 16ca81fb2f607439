/// Where files are kept, as whoever operates the server writes it.
package enum FileLocation: Sendable {
    /// A directory.
    case directory(String)
    /// A bucket of an S3 service.
    case s3(S3Settings)

    /// Reads an absolute path or an `s3://` URL; the key is used for the latter alone.
    package init(_ text: String, credentials: S3Settings.Credentials) throws(FilesError) {
        if text.hasPrefix("s3://") {
            self = .s3(try S3Settings(url: text, credentials: credentials))
        } else if text.hasPrefix("/") {
            self = .directory(text)
        } else {
            throw .misconfigured(
                "The place for files is neither an absolute path nor an s3:// URL.")
        }
    }
}
