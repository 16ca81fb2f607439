import Files
import HTTP
import ServerAPI
import TestPostgreSQL
import Testing

/// Files of a directory behind signed links.
struct FileRouteTests {
    private func withRoutes(
        _ body: (DirectoryStore, Content, Router) async throws -> Void
    ) async throws {
        try await TemporaryDirectory.with { directory in
            let store = try await DirectoryStore(directory: directory + "/files")
            let document = Array("%PDF-1.7\n%%EOF\n".utf8)
            let content = try await store.receive(.bytes(document), .attachment)
            var router = Router()
            FileRoutes(store: store) { 1_000 }.add(to: &router)
            try await body(store, content, router)
        }
    }

    private func link(_ store: DirectoryStore, _ content: Content, at now: Int64) throws -> Target {
        let presentation = Presentation(type: .pdf, name: "INV-7.pdf")
        return try Target(
            parsing: try store.link(
                to: content.address, presentation, seconds: 60, unixSeconds: now))
    }

    @Test func `a link is answered with the file, harmlessly`() async throws {
        try await withRoutes { store, content, router in
            let target = try link(store, content, at: 990)
            let answer = try await router.answer(Request(.get, target))
            #expect(try await answer.body.collected() == content.bytes())
            #expect(answer.headers["Content-Type"] == "application/pdf")
            #expect(
                answer.headers["Content-Disposition"]
                    == "attachment; filename*=UTF-8''INV-7.pdf")
            #expect(answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox")
        }
    }

    @Test func `a link whose time is over is refused`() async throws {
        try await withRoutes { store, content, router in
            let target = try link(store, content, at: 900)
            let error = await #expect(throws: Refusal.self) {
                try await router.answer(Request(.get, target))
            }
            #expect(error?.status == .forbidden)
        }
    }

    @Test func `a link to what was removed says so`() async throws {
        try await withRoutes { store, content, router in
            let target = try link(store, content, at: 990)
            try await store.remove(content.address)
            let error = await #expect(throws: Refusal.self) {
                try await router.answer(Request(.get, target))
            }
            #expect(error?.status == .notFound)
        }
    }
}
