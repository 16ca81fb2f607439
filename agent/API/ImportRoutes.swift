package import AgentLink
package import AgentStore
import Catalog
package import HTTP
import JSON

/// Another book's records, brought into this one over the agent's socket.
package struct ImportRoutes: Sendable {
    private let store: AgentStore
    private let synchronizer: Synchronizer
    private let wall = WallClock()

    /// Writes to the book, and lets the synchronizer know.
    package init(store: AgentStore, synchronizer: Synchronizer) {
        self.store = store
        self.synchronizer = synchronizer
    }

    /// Adds the routes to a router.
    package func add(to router: inout Router) {
        router.on(.post, "/import", bodyBytesMax: ImportedBook.bytesMax, take)
    }

    /// The body are the lines; or the query names another laptop's file.
    private func take(_ request: Request) async throws -> Response {
        let isPreview = request.query["preview"] == "true"
        let book =
            if let file = request.wish("file") {
                try ImportedBook(file: file)
            } else {
                try ImportedBook(lines: try await request.body.collected())
            }
        let summary = try await store.take(book, isPreview: isPreview, at: wall.milliseconds)
        if !isPreview { await synchronizer.nudge() }
        return .json(
            summary.json(isPreview: isPreview), status: isPreview ? .ok : .created)
    }
}

extension ImportSummary {
    /// So many of the records that differ are named.
    private static let namedMax = 100

    fileprivate func json(isPreview: Bool) -> JSONValue {
        [
            "preview": .bool(isPreview),
            "records": .array(
                counts.map {
                    [
                        "collection": .string($0.collection),
                        "count": .integer(Int64($0.count)),
                    ]
                }),
            "undecided": .integer(Int64(decidedCount)),
            "deleted": .integer(Int64(deletedCount)),
            "present": .integer(Int64(presentCount)),
            "differing": .array(differing.prefix(Self.namedMax).map { .string($0.word) }),
            "differingCount": .integer(Int64(differing.count)),
            "orphans": .integer(Int64(orphanCount)),
            "leftBehind": .integer(Int64(leftCount)),
            "settings": .bool(hasSettings),
        ]
    }
}
