package import Files
package import HTTP
import Identity
import JSON
package import ServerStore

/// The files of a book: kept under the SHA-256 of their bytes, read by who belongs to the book.
package struct BookFileRoutes: Sendable {
    private static let rules: [String: UploadRule] = ["logo": .logo, "attachment": .attachment]
    private static let bytesMax = rules.values.map(\.bytesMax).max() ?? 0

    private let gate: Gate
    private let store: any FileStore
    private let files: BookFiles

    /// Keeps bytes in a store, and notes whose they are.
    package init(gate: Gate, store: any FileStore, files: BookFiles) {
        self.gate = gate
        self.store = store
        self.files = files
    }

    /// Adds the routes to a router.
    package func add(to router: inout Router) {
        router.on(
            .post, "/files/{id}", bodyBytesMax: Self.bytesMax, reading: .streamed, receive)
        router.on(.get, "/files/{id}", content)
    }

    /// The caller says what it is for, and the hash of what is coming: what arrives otherwise is
    /// not kept.
    private func receive(_ request: Request) async throws -> Response {
        let (_, seat) = try await gate.admit(request, for: .write)
        guard let rule = Self.rules[request.query["for"] ?? "attachment"] else {
            throw IdentityError.fields(["for": "One of attachment, logo is needed."])
        }
        guard let address = ContentAddress(text: request.parameters["id"] ?? "") else {
            throw IdentityError.fields(["id": "The SHA-256 of the file is needed."])
        }
        let isThere = try await files.file(address.bytes, of: seat.book) != nil
        let left = isThere ? rule.bytesMax : try await files.bytesLeft(in: seat.book)
        guard left > 0 else { throw Self.noRoom }
        let content = try await Self.translated(isBound: left < rule.bytesMax) {
            try await store.receive(request.body, rule.bounded(to: left), as: address)
        }
        guard let type = content.type else { throw Refusal(.unsupportedMediaType, "No such type.") }
        let file = BookFile(
            hash: address.bytes, mediaType: type.mediaType, byteCount: content.byteCount)
        guard try await files.note(file, of: seat.book, at: gate.now) else { throw Self.noRoom }
        var response = Response.json(
            [
                "id": .string(address.text), "media_type": .string(file.mediaType),
                "size": .integer(Int64(file.byteCount)),
            ], status: .created)
        response.headers["Location"] = "/files/\(address.text)"
        return response
    }

    private func content(_ request: Request) async throws -> Response {
        let (_, seat) = try await gate.admit(request, for: .read)
        let missing = Refusal(.notFound, "The book has no such file.")
        guard let address = ContentAddress(text: request.parameters["id"] ?? ""),
            let file = try await files.file(address.bytes, of: seat.book)
        else { throw missing }
        let content: Content
        do {
            content = try await Self.translated { try await store.content(at: address) }
        } catch FilesError.missing {
            throw missing
        }
        return Response(
            headers: [
                "Content-Type": file.mediaType, "Content-Disposition": "attachment",
                "Content-Security-Policy": "default-src 'none'; sandbox",
                "Cache-Control": "private, max-age=31536000, immutable",
                "ETag": "\"\(address.text)\"",
            ], body: content.body)
    }

    private static var noRoom: Refusal {
        Refusal(
            .contentTooLarge,
            "The files of this book fill the room that it has; ask whoever runs "
                + "the server for more.", kind: "quota")
    }

    /// What a person can act upon; the rest is the server's own trouble.
    ///
    /// - Parameter isBound: whether the room that is left is less than a file may have.
    private static func translated<Value>(
        isBound: Bool = false, _ body: () async throws -> Value
    ) async throws -> Value {
        do {
            return try await body()
        } catch let error as FilesError {
            switch error {
            case .tooLarge where isBound: throw noRoom
            case .tooLarge: throw Refusal(.contentTooLarge, "\(error)")
            case .wrongType: throw Refusal(.unsupportedMediaType, "\(error)")
            case .otherContent: throw Refusal(.unprocessable, "\(error)", kind: "validation")
            case .unavailable, .resting:
                throw Refusal(
                    .serviceUnavailable, "Files cannot be reached now; try again in a moment.",
                    kind: "try_later", headers: ["Retry-After": "5"])
            default: throw error
            }
        }
    }
}
