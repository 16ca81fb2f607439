package import HTTP
package import JSON

/// What whoever operates the server asks it: is it alive, is it ready, what has it counted.
package struct OperationRoutes: Sendable {
    private let readiness: Readiness
    private let exposition: @Sendable () async -> String
    private let remarks: @Sendable () async -> [String: JSONValue]

    /// Answers from the readiness and from a text of all metrics.
    ///
    /// - Parameter remarks: what more a server that is ready says of itself.
    package init(
        readiness: Readiness, exposition: @escaping @Sendable () async -> String,
        remarks: @escaping @Sendable () async -> [String: JSONValue] = { [:] }
    ) {
        self.readiness = readiness
        self.exposition = exposition
        self.remarks = remarks
    }

    /// Adds the routes to a router.
    package func add(to router: inout Router) {
        router.on(.get, "/healthz", healthz)
        router.on(.get, "/readyz", readyz)
        router.on(.get, "/metrics", metrics)
    }

    /// The process lives and answers; its database does not matter here.
    private func healthz(_ request: Request) -> Response {
        .json(Array(JSONValue.object(["status": "alive"]).text().utf8))
    }

    private func readyz(_ request: Request) async throws -> Response {
        if let reason = await readiness.examine() {
            throw Refusal(
                .serviceUnavailable, "Not ready: \(reason)", kind: "not_ready",
                headers: ["Retry-After": "1"])
        }
        let answer = await remarks().merging(["status": "ready"]) { _, status in status }
        return .json(Array(JSONValue.object(answer).text().utf8))
    }

    private func metrics(_ request: Request) async -> Response {
        Response(
            headers: ["Content-Type": "text/plain; version=0.0.4; charset=utf-8"],
            body: .text(await exposition()))
    }
}
