package import HTTP

/// Where files are kept: a directory or an S3 service, to the same promises.
///
/// 1. What `keep` has returned for is there after a power cut, whole.
/// 2. What is read is what its address says, or an error: never other bytes.
/// 3. Of any number that create the same mark, one succeeds.
/// 4. Nothing of a key or of a file's content stands in an error.
package protocol FileStore: Sendable {
    /// Where bytes wait on their way in and out.
    var staging: Staging { get }

    /// Keeps content at its address; content that is there already stays as it is.
    func keep(
        _ content: Content, progress: @Sendable (TransferProgress) -> Void
    ) async throws(FilesError)

    /// The content of an address, verified.
    func content(at address: ContentAddress) async throws(FilesError) -> Content

    /// Whether something is kept at an address, without a look at what.
    func holds(_ address: ContentAddress) async throws(FilesError) -> Bool

    /// Lets content go; nothing to do when it is not there.
    func remove(_ address: ContentAddress) async throws(FilesError)

    /// Sets a mark; false when it was set before, by whomever.
    func create(_ mark: [UInt8], named name: MarkName) async throws(FilesError) -> Bool

    /// What was said with a mark; `nil` when it was not set.
    func mark(named name: MarkName) async throws(FilesError) -> [UInt8]?

    /// An address for browsers that is good for a while, for whoever knows it. It is a path of
    /// this server or a URL of the service.
    func link(
        to address: ContentAddress, _ presentation: Presentation, seconds: Int,
        unixSeconds now: Int64
    ) throws(FilesError) -> String

    /// Throws when nothing could be kept at this moment.
    func check() async throws(FilesError)
}

extension FileStore {
    /// Takes a body from outside by a rule, and keeps it; with an address, only the content of
    /// that address.
    package func receive(
        _ body: Body, _ rule: UploadRule, as address: ContentAddress? = nil
    ) async throws -> Content {
        let content = try await staging.stage(body, bytesMax: rule.bytesMax)
        try rule.check(content)
        if let address, address != content.address { throw FilesError.otherContent }
        try await keep(content)
        return content
    }

    /// Keeps content without telling how far it is.
    package func keep(_ content: Content) async throws(FilesError) {
        try await keep(content) { _ in }
    }
}

/// How far a file is on its way.
package struct TransferProgress: Hashable, Sendable {
    /// Bytes that the store has acknowledged.
    package let doneByteCount: Int
    /// Bytes of the whole.
    package let byteCount: Int
}

/// How a browser is to take a file.
package struct Presentation: Hashable, Sendable {
    /// What it is.
    package let type: FileType
    /// What it is called when it is saved.
    package let name: String

    /// Sets both; a name is cut after 100 characters.
    package init(type: FileType, name: String) {
        self.type = type
        self.name = String(name.prefix(100))
    }

    /// What stands in `Content-Disposition`: pictures may be shown, the rest is saved.
    package var disposition: String {
        let kind = FileType.pictures.contains(type) ? "inline" : "attachment"
        return "\(kind); filename*=UTF-8''\(Target([name]).encoded.dropFirst())"
    }
}
