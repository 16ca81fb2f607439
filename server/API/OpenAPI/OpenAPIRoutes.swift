package import HTTP
package import JSON

/// What can be asked of this server, told to programs (OpenAPI 3.1).
///
/// Only what is really answered is told: the routes of the router at hand.
package struct OpenAPIRoutes: Sendable {
    private let document: [UInt8]

    /// Describes these routes.
    package init(_ routes: [Route], version: String) {
        document = Array(Self.document(of: routes, version: version).text().utf8)
    }

    /// Adds the route to a router.
    package func add(to router: inout Router) {
        router.on(.get, "/openapi.json") { _ in
            var response = Response.json(document)
            response.headers["Cache-Control"] = "public, max-age=300"
            return response
        }
    }

    /// The description of those routes that are part of the API.
    package static func document(of routes: [Route], version: String) -> JSONValue {
        let served = Set(routes.map { "\($0.method.name) \($0.pattern)" })
        var paths: [String: [String: JSONValue]] = [:]
        for operation in Operation.all
        where served.contains("\(operation.method.name) \(operation.pattern)") {
            paths[operation.pattern, default: [:]][operation.method.name.lowercased()] =
                operation.json
        }
        return [
            "openapi": "3.1.0",
            "info": ["title": "Counterfoil", "version": .string(version)],
            "paths": .object(paths.mapValues(JSONValue.object)),
            "components": [
                "schemas": .object(Shape.named.mapValues(\.schema)),
                "securitySchemes": [
                    "caller": ["type": "http", "scheme": "bearer"],
                    "secret": ["type": "http", "scheme": "bearer"],
                ],
            ],
        ]
    }
}
