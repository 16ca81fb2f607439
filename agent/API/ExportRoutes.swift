package import AgentStore
import Catalog
package import HTTP
import Machine

/// The whole book, written out canonically, or one collection as a table, over the agent's socket.
package struct ExportRoutes: Sendable {
    private static let bytesAtOnce = 64 << 10

    private let store: AgentStore

    /// Answers from the book.
    package init(store: AgentStore) { self.store = store }

    /// Adds the routes to a router.
    package func add(to router: inout Router) {
        router.on(.get, "/export") {
            guard let name = $0.query["table"] else {
                return Self.response(of: try await store.export(), "application/x-ndjson")
            }
            guard let collection = Catalog.collections.first(where: { $0.table == name }) else {
                throw Refusal(
                    .unprocessable, "There is no table \(name) in a book.", kind: "validation",
                    fields: ["table": "One of those that the help of 'book export' names."])
            }
            return Self.response(of: try await store.exportTable(of: collection), "text/csv")
        }
    }

    /// All of it was read before the first byte goes: whoever reads slowly holds up nobody.
    private static func response(of file: SpoolFile, _ type: String) -> Response {
        Response(
            headers: ["Content-Type": type],
            body: .stream { write in
                var offset = 0
                while true {
                    let bytes = try file.bytes(from: offset, countMax: bytesAtOnce)
                    guard !bytes.isEmpty else { return }
                    try await write(bytes)
                    offset += bytes.count
                }
            })
    }
}
