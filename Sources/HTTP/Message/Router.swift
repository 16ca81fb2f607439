/// Finds who answers a request. Literal segments win over names; HEAD is answered by GET.
package struct Router: Sendable {
    /// What became of looking for a route.
    package enum Match: Sendable {
        case found(Route, parameters: [String: String])
        case notFound
        /// The path exists, but not with this method.
        case methodNotAllowed(allowed: [Method])
    }

    /// Every route, in the order in which they were added.
    package private(set) var routes: [Route] = []
    private var root = Node()
    private var middleware: [Middleware] = []

    /// A router without routes answers 404 to everything.
    package init() {}

    /// Adds a route. The same method on the same pattern twice is a mistake of the program.
    package mutating func add(_ route: Route) {
        var names: [String] = []
        var path: [Node.Step] = []
        for segment in route.pattern.split(separator: "/") {
            if segment.hasPrefix("{") && segment.hasSuffix("}") {
                names.append(String(segment.dropFirst().dropLast()))
                path.append(.any)
            } else {
                path.append(.literal(String(segment)))
            }
        }
        root.insert(Node.Leaf(route: route, names: names), at: path[...])
        routes.append(route)
    }

    /// Adds a route to a handler.
    package mutating func on(
        _ method: Method, _ pattern: String, bodyBytesMax: Int? = nil,
        reading: Route.Reading = .whole, atDrain: Route.AtDrain = .finishes,
        _ handler: @escaping Handler
    ) {
        add(
            Route(
                method, pattern, bodyBytesMax: bodyBytesMax, reading: reading, atDrain: atDrain,
                handler: handler))
    }

    /// Wraps every answer, that of unknown paths too; the first one added is the outermost.
    package mutating func wrap(in middleware: @escaping Middleware) {
        self.middleware.append(middleware)
    }

    /// Looks for the route of a request.
    package func match(_ method: Method, _ target: Target) -> Match {
        var values: [String] = []
        guard let leaves = root.find(target.segments[...], &values) else { return .notFound }
        let wanted = leaves[method] ?? (method == .head ? leaves[.get] : nil)
        guard let leaf = wanted else { return .methodNotAllowed(allowed: allowed(leaves)) }
        return .found(leaf.route, parameters: leaf.parameters(values))
    }

    /// The handler of what was found, inside all middleware.
    package func handler(of match: Match) -> Handler {
        let innermost: Handler =
            switch match {
            case .found(let route, _): route.handler
            case .notFound: { _ in throw Refusal(.notFound, "There is nothing at this path.") }
            case .methodNotAllowed(let allowed): { _ in throw notAllowed(allowed) }
            }
        return wrapped(innermost)
    }

    /// A handler inside all middleware.
    package func wrapped(_ handler: @escaping Handler) -> Handler {
        middleware.reversed().reduce(handler) { $1($0) }
    }

    /// Answers a request that is here as a value; what a handler throws is thrown, but for pauses,
    /// whose end is awaited.
    package func answer(_ request: Request) async throws -> Response {
        let match = match(request.method, request.target)
        var request = request
        if case .found(let route, let parameters) = match {
            request.route = route.pattern
            request.parameters = parameters
        }
        var handler = handler(of: match)
        while true {
            do {
                return try await handler(request)
            } catch let pause as Pause {
                await pause.end()
                request = request.withoutBody
                handler = wrapped(pause.handler)
            }
        }
    }

    private func allowed(_ leaves: [Method: Node.Leaf]) -> [Method] {
        let methods = Set(leaves.keys).union(leaves[.get] == nil ? [] : [.head])
        return methods.sorted { $0.name < $1.name }
    }
}

private func notAllowed(_ allowed: [Method]) -> Refusal {
    let names = allowed.map(\.name).joined(separator: ", ")
    return Refusal(
        .methodNotAllowed, "This path answers \(names) only.", headers: ["Allow": names])
}

/// One segment of all patterns together, as a tree.
private struct Node: Sendable {
    enum Step {
        case literal(String)
        case any
    }

    struct Leaf: Sendable {
        let route: Route
        let names: [String]

        func parameters(_ values: [String]) -> [String: String] {
            names.isEmpty
                ? [:] : Dictionary(zip(names, values), uniquingKeysWith: { first, _ in first })
        }
    }

    private var leaves: [Method: Leaf] = [:]
    private var literals: [String: Node] = [:]
    // At most one node: an array is the indirection a recursive struct needs.
    private var any: [Node] = []

    mutating func insert(_ leaf: Leaf, at path: ArraySlice<Step>) {
        switch path.first {
        case nil:
            let previous = leaves.updateValue(leaf, forKey: leaf.route.method)
            precondition(
                previous == nil, "two routes: \(leaf.route.method.name) \(leaf.route.pattern)")
        case .literal(let text):
            literals[text, default: Node()].insert(leaf, at: path.dropFirst())
        case .any:
            if any.isEmpty { any.append(Node()) }
            any[0].insert(leaf, at: path.dropFirst())
        }
    }

    func find(_ path: ArraySlice<String>, _ values: inout [String]) -> [Method: Leaf]? {
        guard let segment = path.first else { return leaves.isEmpty ? nil : leaves }
        if let found = literals[segment]?.find(path.dropFirst(), &values) { return found }
        guard let node = any.first, !segment.isEmpty else { return nil }
        values.append(segment)
        if let found = node.find(path.dropFirst(), &values) { return found }
        values.removeLast()
        return nil
    }
}
