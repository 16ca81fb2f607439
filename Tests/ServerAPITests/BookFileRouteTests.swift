import Crypto
import Files
import HTTP
import Identity
import JSON
import PostgreSQL
import ServerAPI
import ServerStore
import Sync
import TestOffice
import TestPostgreSQL
import Testing

/// The files of books.
struct BookFileRouteTests {
    private struct Shelf: Sendable {
        let office: Office
        let desk: Desk
        let book: BookID
        let router: Router

        func send(_ request: Request, as name: String) async throws -> Response {
            var request = request
            request.peer = .address("192.0.2.1")
            request.headers["Authorization"] = "Bearer \(try await desk.signIn(name).access)"
            do {
                return try await router.answer(request)
            } catch let refusal as Refusal {
                return refusal.response()
            }
        }

        func put(
            _ bytes: [UInt8], announced: [UInt8]? = nil, for purpose: String = "attachment",
            as name: String = "ann"
        ) async throws -> Int {
            let id = ContentAddress(of: announced ?? bytes).text
            let target = Target(["files", id], query: ["for": purpose])
            return try await send(Request(.post, target, body: .bytes(bytes)), as: name).status.code
        }

        func get(_ bytes: [UInt8], as name: String) async throws -> Response {
            try await send(
                Request(.get, Target(["files", ContentAddress(of: bytes).text])), as: name)
        }
    }

    private static let document = Array("%PDF-1.7\n%%EOF\n".utf8)

    private static func with(
        bytesMax: Int = .max, _ body: (Shelf) async throws -> Void
    ) async throws {
        try await TemporaryDirectory.with { directory in
            try await Office.with { office in
                let desk = try await office.desk()
                let book = try await office.book()
                for (name, role) in [("ann", Role.member), ("art", .accountant)] {
                    _ = try await desk.member(name, of: book, as: role)
                }
                _ = try await desk.member("eve", of: try await office.book("Other"), as: .owner)
                var router = Router()
                router.wrap(in: IdentityGuard.middleware)
                let store = try await DirectoryStore(directory: directory + "/files")
                BookFileRoutes(
                    gate: Gate(
                        reception: desk.reception, unixMicroseconds: { Office.now.microseconds }),
                    store: store, files: BookFiles(pool: office.pool, bytesMax: bytesMax)
                ).add(to: &router)
                try await body(Shelf(office: office, desk: desk, book: book, router: router))
            }
        }
    }

    @Test func `a file is kept under its hash, and read by who belongs to the book`() async throws {
        try await Self.with { (shelf) async throws in
            #expect(try await shelf.put(Self.document) == 201)
            // Sent again it is the same file.
            #expect(try await shelf.put(Self.document) == 201)
            for name in ["ann", "art"] {
                let answer = try await shelf.get(Self.document, as: name)
                #expect(try await answer.body.collected() == Self.document)
                #expect(answer.headers["Content-Type"] == "application/pdf")
                #expect(answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox")
            }
            // Who knows the hash and is of another book has no file.
            #expect(try await shelf.get(Self.document, as: "eve").status == .notFound)
        }
    }

    @Test func `who only reads sends nothing`() async throws {
        try await Self.with { (shelf) async throws in
            #expect(try await shelf.put(Self.document, as: "art") == 403)
        }
    }

    @Test func `what is not what was announced, or of no accepted type, is not kept`()
        async throws
    {
        try await Self.with { (shelf) async throws in
            let script = Array("<svg onload='alert(1)'/>".utf8)
            #expect(try await shelf.put(Self.document, announced: [1]) == 422)
            #expect(try await shelf.put(script) == 415)
            #expect(try await shelf.put(Self.document, for: "logo") == 415)
            #expect(try await shelf.put(Self.document, for: "anything") == 422)
            #expect(try await shelf.office.number("SELECT count(*) FROM files") == 0)
        }
    }

    @Test func `a picture that is too long for a logo is refused`() async throws {
        try await Self.with { (shelf) async throws in
            let gif = Array("GIF89a".utf8) + [UInt8](repeating: 0, count: 2 << 20)
            #expect(try await shelf.put(gif, for: "logo") == 413)
        }
    }

    @Test func `a book's files have so much room, and what is there already takes no more`()
        async throws
    {
        let other = Array("%PDF-1.4\n%%EOF\n".utf8)
        try await Self.with(bytesMax: Self.document.count + 3) { (shelf) async throws in
            #expect(try await shelf.put(Self.document) == 201)
            #expect(try await shelf.put(other) == 413)
            #expect(try await shelf.put(Self.document) == 201)
            #expect(try await shelf.office.number("SELECT count(*) FROM files") == 1)
        }
        try await Self.with(bytesMax: Self.document.count) { (shelf) async throws in
            #expect(try await shelf.put(Self.document) == 201)
            #expect(try await shelf.put(other) == 413)
        }
    }

    @Test func `of files that want the last room at once one gets it`() async throws {
        try await Self.with(bytesMax: 2 * Self.document.count - 1) { shelf in
            let codes = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<6 {
                    group.addTask {
                        try await shelf.put(Array("%PDF-1.\(number)\n%%EOF\n".utf8))
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(codes.filter { $0 == 201 }.count == 1)
        }
    }
}
