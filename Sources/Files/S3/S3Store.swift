package import Breaker
import HTTP

/// Files in a bucket of an S3 service.
///
///     PREFIX/content/abcdef…   the file whose SHA-256 is abcdef…
///     PREFIX/marks/…           marks by their names
package struct S3Store: FileStore {
    /// Where bytes wait on their way in and out: a directory of this machine.
    package let staging: Staging
    private let client: S3Client

    /// Talks to the service, with the time from outside; a breaker leaves it alone while it fails.
    package init(
        _ settings: S3Settings, staging: Staging, breaker: Breaker = Breaker("files"),
        unixSeconds: @escaping @Sendable () -> Int64
    ) {
        self.staging = staging
        client = S3Client(settings, breaker: breaker, unixSeconds: unixSeconds)
    }

    package func keep(
        _ content: Content, progress: @Sendable (TransferProgress) -> Void
    ) async throws(FilesError) {
        let whole = TransferProgress(
            doneByteCount: content.byteCount, byteCount: content.byteCount)
        if try await byteCount(at: content.address) == content.byteCount { return progress(whole) }
        let key = key(of: content.address)
        if content.byteCount > client.settings.partByteCount {
            try await S3Parts(client: client, key: key).send(content, progress)
        } else {
            let reply = try await client.ask(
                .init(method: .put, key: key, body: try await content.bytes()))
            guard reply.status.isSuccess else { throw reply.refusal(by: client.service) }
        }
        progress(whole)
    }

    package func content(at address: ContentAddress) async throws(FilesError) -> Content {
        let staging = staging
        let content = try await client.read(.init(method: .get, key: key(of: address))) {
            try await staging.stage($0, bytesMax: .max)
        }
        guard let content else { throw .missing(address) }
        guard content.address == address else { throw .damaged("file \(address.text)") }
        return content
    }

    package func holds(_ address: ContentAddress) async throws(FilesError) -> Bool {
        try await byteCount(at: address) != nil
    }

    package func remove(_ address: ContentAddress) async throws(FilesError) {
        let reply = try await client.ask(.init(method: .delete, key: key(of: address)))
        guard reply.status.isSuccess || reply.status == .notFound else {
            throw reply.refusal(by: client.service)
        }
    }

    package func create(
        _ mark: [UInt8], named name: MarkName
    ) async throws(FilesError) -> Bool {
        let envelope = try MarkEnvelope(mark)
        let reply = try await client.ask(
            .init(
                method: .put, key: key(of: name), headers: ["If-None-Match": "*"],
                body: envelope.bytes))
        if reply.status.isSuccess { return true }
        if reply.status.code == 501 {
            throw .misconfigured(
                "The file service at \(client.service) cannot create a file only if there is none, "
                    + "which marks need: use one that can, or a directory.")
        }
        guard reply.status == .preconditionFailed || reply.status == .conflict else {
            throw reply.refusal(by: client.service)
        }
        // An attempt whose answer was lost may have set it: then the one there is ours.
        return try await bytes(of: name) == envelope.bytes
    }

    package func mark(named name: MarkName) async throws(FilesError) -> [UInt8]? {
        guard let bytes = try await bytes(of: name) else { return nil }
        return try MarkEnvelope.open(bytes, name)
    }

    package func link(
        to address: ContentAddress, _ presentation: Presentation, seconds: Int,
        unixSeconds now: Int64
    ) throws(FilesError) -> String {
        S3Signature(client.settings, at: S3Time(unixSeconds: now)).url(
            reading: [client.settings.bucket] + key(of: address),
            [
                ("response-content-type", presentation.type.mediaType),
                ("response-content-disposition", presentation.disposition),
            ], seconds: seconds)
    }

    package func check() async throws(FilesError) {
        let reply = try await client.ask(.init(method: .head, key: []))
        guard reply.status.isSuccess else { throw reply.refusal(by: client.service) }
    }

    private func byteCount(at address: ContentAddress) async throws(FilesError) -> Int? {
        let reply = try await client.ask(.init(method: .head, key: key(of: address)))
        if reply.status == .notFound { return nil }
        guard reply.status.isSuccess else { throw reply.refusal(by: client.service) }
        return reply.headers["Content-Length"].flatMap { Int($0) } ?? 0
    }

    private func bytes(of name: MarkName) async throws(FilesError) -> [UInt8]? {
        let reply = try await client.ask(.init(method: .get, key: key(of: name)))
        if reply.status == .notFound { return nil }
        guard reply.status.isSuccess else { throw reply.refusal(by: client.service) }
        return reply.body
    }

    private func key(of address: ContentAddress) -> [String] {
        client.settings.prefix + ["content", address.text]
    }

    private func key(of name: MarkName) -> [String] {
        client.settings.prefix + ["marks"] + name.text.split(separator: "/").map(String.init)
    }
}
