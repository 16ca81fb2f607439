import Bytes
import Files
import HTTP
import Identity
import JSON
import Mailing
import PostgreSQL
import ServerAPI
import ServerStore
import Sync
import TestOffice
import TestPostgreSQL
import Testing

/// The description of the API, held against what is really answered.
struct OpenAPITests {
    /// Every route of the API, whatever the configuration of a server may leave out.
    private static func routes() async throws -> [Route] {
        try await Office.with { office in
            let desk = try await office.desk()
            let gate = Gate(
                reception: desk.reception, unixMicroseconds: { Office.now.microseconds })
            let store = try await TemporaryDirectory.with { directory in
                try await DirectoryStore(directory: directory + "/files")
            }
            var router = Router()
            OperationRoutes(readiness: Readiness(pool: office.pool)) { "" }.add(to: &router)
            IdentityRoutes(
                gate: gate, devices: office.devices, requests: DeviceRequests(pool: office.pool)
            ).add(to: &router)
            SuppressionRoutes(gate: gate, suppressions: Suppressions(pool: office.pool))
                .add(to: &router)
            LostRoutes(gate: gate, store: office.store).add(to: &router)
            BookFileRoutes(gate: gate, store: store, files: BookFiles(pool: office.pool))
                .add(to: &router)
            FileRoutes(store: store) { 0 }.add(to: &router)
            BounceRoutes(
                gate: gate, reader: BounceReader(pool: office.pool),
                secret: try #require(BounceRoutes.Secret("sixteen letters!"))
            ).add(to: &router)
            return router.routes
        }
    }

    private static func name(_ method: Method, _ pattern: String) -> String {
        "\(method.name) \(pattern)"
    }

    @Test func `every route is described, and nothing that is none`() async throws {
        let routes = try await Self.routes().map { Self.name($0.method, $0.pattern) }
        let described = Operation.all.map { Self.name($0.method, $0.pattern) }
        #expect(Set(routes).subtracting(described) == [])
        #expect(Set(described).subtracting(routes) == [])
        #expect(Set(described).count == described.count)
    }

    @Test func `a server describes what it answers, and not what it was built without`()
        async throws
    {
        let routes = try await Self.routes().filter { $0.pattern != "/mail/bounces" }
        let document = OpenAPIRoutes.document(of: routes, version: "1")
        let paths = try #require(document["paths"]?.object)
        #expect(paths["/mail/bounces"] == nil)
        #expect(paths["/books/{id}"]?.object?.keys.sorted() == ["get", "patch"])
    }

    @Test func `every reference leads somewhere, and every name stands once`() async throws {
        let document = OpenAPIRoutes.document(of: try await Self.routes(), version: "1")
        let schemas = try #require(document["components"]?["schemas"]?.object)
        var references: Set<String> = []
        var names: [String] = []
        Self.walk(document) { key, value in
            if key == "$ref", let text = value.string { references.insert(text) }
            if key == "operationId", let text = value.string { names.append(text) }
        }
        #expect(references.isSubset(of: schemas.keys.map { "#/components/schemas/\($0)" }))
        #expect(!references.isEmpty && Set(names).count == names.count)
    }

    @Test func `the parameters of a path are those of its pattern`() async throws {
        let document = OpenAPIRoutes.document(of: try await Self.routes(), version: "1")
        for (pattern, operations) in try #require(document["paths"]?.object) {
            let wanted = pattern.split(separator: "/").filter { $0.hasPrefix("{") }
                .map { String($0.dropFirst().dropLast()) }
            for (_, operation) in operations.object ?? [:] {
                let named = operation["parameters"]?.array?.filter { $0["in"] == "path" }
                #expect(named?.compactMap { $0["name"]?.string } == wanted, "\(pattern)")
            }
        }
    }

    /// A field that is described is read, and one that is not is refused: for every body of a form.
    @Test func `the fields of a body are those that its route takes`() async throws {
        let document = OpenAPIRoutes.document(of: try await Self.routes(), version: "1")
        try await Counter.with { counter in
            let book = try await counter.office.book()
            let token = try await counter.token(of: "ann", in: book, as: .owner)
            for operation in Operation.all where operation.pattern != "/mail/bounces" {
                let described = document["paths"]?[operation.pattern]?[
                    operation.method.name.lowercased()]
                let body = described?["requestBody"]?["content"]?["application/json"]?["schema"]
                guard let fields = body?["properties"]?.object else { continue }
                guard !operation.pattern.hasPrefix("/devices/{id}") else { continue }
                // A list where a text belongs is noticed before anything is done.
                var sent = fields.mapValues { _ in JSONValue.array([]) }
                sent["stranger"] = 1
                let id = operation.pattern.hasPrefix("/books") ? book.text : "me"
                let path = try Target(
                    parsing: operation.pattern.replacing("{id}", with: id)
                        .replacing("{person}", with: book.text))
                let reply = try await counter.ask(
                    operation.method, path, .object(sent), token: token)
                let name = "\(operation.method.name) \(operation.pattern)"
                #expect(reply.status == 422, "\(name)")
                let refused = reply.json["fields"]?.object ?? [:]
                let unknown = refused.filter {
                    $0.value == "This is not a field of this request."
                }
                // `/users/{id}` takes other fields for oneself than for others.
                if operation.pattern != "/users/{id}" {
                    #expect(unknown.keys.sorted() == ["stranger"], "\(name)")
                }
            }
        }
    }

    private static func walk(_ value: JSONValue, _ visit: (String, JSONValue) -> Void) {
        for (key, member) in value.object ?? [:] {
            visit(key, member)
            walk(member, visit)
        }
        for element in value.array ?? [] { walk(element, visit) }
    }
}
