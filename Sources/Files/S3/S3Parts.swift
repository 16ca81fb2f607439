import HTTP

/// Sends a long file part by part: one part is in memory, and one is repeated when it fails.
struct S3Parts: Sendable {
    let client: S3Client
    let key: [String]

    /// Sends all parts and puts them together; after a failure the service is told to forget them.
    func send(
        _ content: Content, _ progress: @Sendable (TransferProgress) -> Void
    ) async throws(FilesError) {
        let upload = try await begin()
        do throws(FilesError) {
            var tags: [String] = []
            let size = client.settings.partByteCount
            for offset in stride(from: 0, to: content.byteCount, by: size) {
                let part = try await content.part(at: offset, count: size)
                tags.append(try await put(part, number: tags.count + 1, upload))
                progress(
                    TransferProgress(
                        doneByteCount: offset + part.count, byteCount: content.byteCount))
            }
            try await complete(tags, upload, byteCount: content.byteCount)
        } catch {
            await forget(upload)
            throw error
        }
    }

    private func begin() async throws(FilesError) -> String {
        let reply = try await client.ask(
            .init(method: .post, key: key, query: [("uploads", "")]))
        guard reply.status.isSuccess, let id = S3Answer.text(of: "UploadId", in: reply.body) else {
            throw reply.refusal(by: client.service)
        }
        return id
    }

    private func put(
        _ part: [UInt8], number: Int, _ upload: String
    ) async throws(FilesError) -> String {
        let reply = try await client.ask(
            .init(
                method: .put, key: key,
                query: [("partNumber", "\(number)"), ("uploadId", upload)], body: part))
        guard reply.status.isSuccess, let tag = reply.headers["ETag"] else {
            throw reply.refusal(by: client.service)
        }
        return tag
    }

    private func complete(
        _ tags: [String], _ upload: String, byteCount: Int
    ) async throws(FilesError) {
        let parts = tags.enumerated().map { index, tag in
            let tag = tag.replacing("\"", with: "&quot;")
            return "<Part><PartNumber>\(index + 1)</PartNumber><ETag>\(tag)</ETag></Part>"
        }
        let reply = try await client.ask(
            .init(
                method: .post, key: key, query: [("uploadId", upload)],
                headers: ["Content-Type": "application/xml"],
                body: Array(
                    "<CompleteMultipartUpload>\(parts.joined())</CompleteMultipartUpload>".utf8)))
        // The service may begin to answer 200 before it knows, and say the rest in the body.
        if reply.status.isSuccess, reply.code.isEmpty { return }
        let isThere = try await client.ask(.init(method: .head, key: key))
        let size = isThere.headers["Content-Length"].flatMap { Int($0) }
        // A lost answer to an attempt before this one: the upload is over because it is done.
        if isThere.status.isSuccess, size == byteCount { return }
        throw reply.refusal(by: client.service)
    }

    private func forget(_ upload: String) async {
        // What the service keeps of it costs room, no correctness; it may be away altogether.
        _ = try? await client.ask(
            .init(method: .delete, key: key, query: [("uploadId", upload)]))
    }
}
