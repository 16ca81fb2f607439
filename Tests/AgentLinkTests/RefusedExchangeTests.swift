import AgentLink
import AgentStore
import Bytes
import Causality
import HTTP
import HTTPServer
import PostgreSQL
import Sync
import Synchronization
import TestOffice
import Testing
import Wire

struct RefusedExchangeTests {
    /// A server that says what a test wants.
    private final class Impostor: Sendable {
        let authorizations = Mutex<[String]>([])

        func with(
            hello answer: @escaping Handler, _ body: (String) async throws -> Void
        ) async throws {
            var router = Router()
            router.wrap { next in
                { request in
                    if let shown = request.headers["Authorization"] {
                        self.authorizations.withLock { $0.append(shown) }
                    }
                    return try await next(request)
                }
            }
            router.on(.post, "/sync/v1/challenge") { _ in
                Response(body: .bytes(Challenge(nonce: [1]).frame))
            }
            router.on(.post, "/sync/v1/token") { _ in
                Response(body: .bytes(Pass(token: "impostor", lifetimeSeconds: 60).frame))
            }
            router.on(.post, "/sync/v1/hello", answer)
            let server = HTTPServer(
                .init(listen: .address("127.0.0.1", port: 0)), router: router)
            guard case .port(let port) = try server.start() else { return }
            let outcome = await Result { () async throws in
                try await body("http://127.0.0.1:\(port)")
            }
            await server.stop()
            try outcome.get()
        }
    }

    private let book = BookID(bytes: [UInt8](repeating: 1, count: 16))!

    private func expectFailure(
        of answer: @escaping Handler, _ isExpected: (any Error) -> Bool
    ) async throws {
        try await Impostor().with(hello: answer) { address in
            try await LinkedLaptop.with { laptop in
                try await laptop.store.enrol(Enrolment(server: address, book: book))
                do {
                    _ = try await laptop.synchronizer.synchronize()
                    Issue.record("it was content")
                } catch {
                    #expect(isExpected(error), "\(error)")
                }
                #expect(try await laptop.store.cursor() == 0)
            }
        }
    }

    @Test func `an answer that is no frame is broken`() async throws {
        try await expectFailure(of: { _ in .text("<html>") }) {
            if case LinkError.broken = $0 { true } else { false }
        }
    }

    @Test(
        arguments: [
            (500, "away"), (502, "away"), (503, "away"), (429, "away"), (401, "notLetIn"),
            (403, "notLetIn"), (400, "broken"), (404, "broken"), (302, "broken"),
        ])
    func `a status means away, not let in or broken`(code: Int, kind: String) async throws {
        try await expectFailure(of: { _ in throw Refusal(Status(code), "No.") }) { error in
            switch error {
            case LinkError.away: kind == "away"
            case LinkError.notLetIn: kind == "notLetIn"
            case LinkError.broken: kind == "broken"
            default: false
            }
        }
    }

    @Test func `a token of one server is never shown to another`() async throws {
        try await RunningOffice.with { running in
            let mine = try await running.office.book()
            let impostor = Impostor()
            try await impostor.with(hello: { _ in throw Refusal(.unauthorized, "No.") }) {
                address in
                try await LinkedLaptop.with(running, mine) { laptop in
                    _ = try await laptop.synchronizer.synchronize()
                    try await laptop.store.enrol(Enrolment(server: address, book: mine))
                    await #expect(throws: LinkError.notLetIn(reason: "No.")) {
                        try await laptop.synchronizer.synchronize()
                    }
                }
            }
            #expect(impostor.authorizations.withLock { $0 } == ["Bearer impostor"])
        }
    }

    @Test func `a server that is away is offline, and work goes on`() async throws {
        try await LinkedLaptop.with { laptop in
            try await laptop.store.enrol(Enrolment(server: "http://127.0.0.1:1", book: book))
            await #expect(throws: LinkError.self) { try await laptop.synchronizer.synchronize() }
            guard case .offline = await laptop.synchronizer.status.state else {
                Issue.record("it is not offline")
                return
            }
            try await laptop.add("Ada")
            #expect(try await laptop.store.unsentCount() == 1)
        }
    }

    @Test func `a code that is used up lets nobody in, and nothing is kept`() async throws {
        try await RunningOffice.with { running in
            let code = try await running.code(for: try await running.office.book())
            try await LinkedLaptop.with { ann in
                try await LinkedLaptop.with { ben in
                    let address = try ServerAddress(running.address)
                    try await ann.synchronizer.enrol(at: address, code: code, name: "Ann")
                    await #expect(throws: LinkError.self) {
                        try await ben.synchronizer.enrol(at: address, code: code, name: "Ben")
                    }
                    #expect(try await ben.store.enrolment() == nil)
                    #expect(await ben.synchronizer.status.state == .alone)
                }
            }
        }
    }

    @Test func `a laptop of one book cannot join another`() async throws {
        try await RunningOffice.with { running in
            let (mine, other) = (
                try await running.office.book(), try await running.office.book("Other")
            )
            try await LinkedLaptop.with(running, mine) { laptop in
                await #expect(throws: AgentStoreError.alreadyEnrolled(server: running.address)) {
                    try await laptop.join(other, of: running)
                }
                let enrolment = try await laptop.store.enrolment()
                #expect(enrolment?.book == mine)
            }
        }
    }
}
