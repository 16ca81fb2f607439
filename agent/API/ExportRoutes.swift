package import AgentStore
package import HTTP
import Machine

/// The whole book, written out canonically, over the agent's socket.
package struct ExportRoutes: Sendable {
    private static let bytesAtOnce = 64 << 10

    private let store: AgentStore

    /// Answers from the book.
    package init(store: AgentStore) { self.store = store }

    /// Adds the routes to a router.
    package func add(to router: inout Router) {
        router.on(.get, "/export") { _ in
            // All of it is read before the first byte goes: whoever reads slowly holds up nobody.
            let file = try await store.export()
            return Response(
                headers: ["Content-Type": "application/x-ndjson"],
                body: .stream { write in
                    var offset = 0
                    while true {
                        let bytes = try file.bytes(from: offset, countMax: Self.bytesAtOnce)
                        guard !bytes.isEmpty else { return }
                        try await write(bytes)
                        offset += bytes.count
                    }
                })
        }
    }
}
