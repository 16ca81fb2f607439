package import HTTP
import JSON

/// The agent itself over its socket: is it there, and please stop.
package struct AgentRoutes: Sendable {
    private let version: String
    private let processID: Int32
    private let stop: @Sendable () -> Void

    /// Answers for one process.
    package init(version: String, processID: Int32, stop: @escaping @Sendable () -> Void) {
        self.version = version
        self.processID = processID
        self.stop = stop
    }

    /// Adds the routes to a router.
    package func add(to router: inout Router) {
        router.on(.get, "/agent") { _ in .json(description) }
        router.on(.post, "/agent/stop") { _ in
            stop()
            return .json(description)
        }
    }

    private var description: JSONValue {
        ["version": .string(version), "process": .integer(Int64(processID))]
    }
}
