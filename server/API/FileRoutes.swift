package import Files
package import HTTP

/// Serves the files of a directory to whoever has a signed link that is still good.
package struct FileRoutes: Sendable {
    private let store: DirectoryStore
    private let unixSeconds: @Sendable () -> Int64

    /// Serves from a store, with the time from outside.
    package init(store: DirectoryStore, unixSeconds: @escaping @Sendable () -> Int64) {
        self.store = store
        self.unixSeconds = unixSeconds
    }

    /// Adds the route to a router.
    package func add(to router: inout Router) {
        router.on(.get, LinkSigner.pattern, content)
    }

    private func content(_ request: Request) async throws -> Response {
        guard
            let (address, presentation) = store.signer.grant(
                of: request, unixSeconds: unixSeconds())
        else { throw Refusal(.forbidden, "This link was changed, or its time is over.") }
        do throws(FilesError) {
            let content = try await store.content(at: address)
            return Response(
                headers: [
                    "Content-Type": presentation.type.mediaType,
                    "Content-Disposition": presentation.disposition,
                    "Content-Security-Policy": "default-src 'none'; sandbox",
                ], body: content.body)
        } catch .missing {
            throw Refusal(.notFound, "There is no such file any more.")
        }
    }
}
