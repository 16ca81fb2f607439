package import AgentStore
package import HTTP

/// The whole book, written out canonically, over the agent's socket.
package struct ExportRoutes: Sendable {
    private static let pageRecords = 500

    private let store: AgentStore

    /// Answers from the book.
    package init(store: AgentStore) { self.store = store }

    /// Adds the routes to a router.
    package func add(to router: inout Router) {
        router.on(.get, "/export") { _ in
            Response(
                headers: ["Content-Type": "application/x-ndjson"],
                body: .stream { try await write(with: $0) })
        }
    }

    /// Page after page; if somebody writes meanwhile, the answer breaks off and is asked for again.
    private func write(with write: Body.Write) async throws {
        var page = try await store.export(after: nil, countMax: Self.pageRecords)
        let edition = page.edition
        try await write(page.lines)
        while let last = page.last {
            page = try await store.export(after: last, countMax: Self.pageRecords)
            guard page.edition == edition else {
                throw Refusal(
                    .conflict, "The book was changed while it was written out; try again.",
                    kind: "conflict")
            }
            try await write(page.lines)
        }
    }
}
