import Bytes
import Causality
import Crypto
import HTTP
import PostgreSQL
import ServerLink
import ServerStore
import Sync
import TestOffice
import Testing
import Wire

struct RouteTests {
    @Test func `a laptop enrols, signs in, pushes, and another pulls what it sent`() async throws {
        try await RunningOffice.with { running in
            let book = try await running.office.book()
            var (ann, ben) = (try TestDevice(), try TestDevice())
            let (hers, his) = (
                try await running.token(of: ann, in: book),
                try await running.token(of: ben, in: book)
            )
            let change = ann.change()
            let push = ann.push([change])
            #expect(
                try await running.ask(push, from: ann, of: book, token: hers).positions == [1])
            let page = try await running.ask(ben.pull(), from: ben, of: book, token: his)
            #expect(page.payloads == [change.payload])
            let hello = try await running.ask(ben.hello(in: book), from: ben, of: book, token: his)
            guard case .welcome(let welcome) = hello else { throw Unexpected() }
            #expect(welcome.head.position == 1)
            #expect(welcome.clock.milliseconds == UInt64(Office.now.microseconds / 1_000))
            _ = ben.change()
        }
    }

    private struct Unexpected: Error {}

    @Test(arguments: ["hello", "push", "pull", "offer", "snapshot"])
    func `without a token of an enrolled laptop nobody is let in`(path: String) async throws {
        try await RunningOffice.with { running in
            let book = try await running.office.book()
            let token = try await running.token(of: try TestDevice(), in: book)
            for wrong in [nil, "", "x", String(token.dropLast()), token + "0", token.uppercased()]
                as [String?]
            {
                let answer = try await running.post([1, 2, 3], to: path, token: wrong)
                #expect(answer.status == 401)
                #expect(answer.text.contains("\"status_code\":401"))
                #expect(answer.headers["WWW-Authenticate"] == "Bearer realm=\"counterfoil\"")
            }
            running.pass(seconds: 3_600)
            #expect(try await running.post([], to: path, token: token).status == 401)
        }
    }

    @Test(arguments: [
        "enrol", "challenge", "token", "hello", "push", "pull", "offer", "snapshot",
    ])
    func `bytes that are no frame are 400, with the offset`(path: String) async throws {
        try await RunningOffice.with { running in
            let book = try await running.office.book()
            let token = try await running.token(of: try TestDevice(), in: book)
            for (bytes, offset) in [([], 0), ([99, 0], 1), ([0], 1)] as [([UInt8], Int)] {
                let answer = try await running.post(bytes, to: path, token: token)
                #expect(answer.status == 400)
                #expect(answer.text.contains("\"error\":\"malformed\""))
                #expect(answer.text.contains("byte \(offset):"))
            }
        }
    }

    @Test func `a damaged frame, and one with something after it, are 400`() async throws {
        try await RunningOffice.with { running in
            let book = try await running.office.book()
            let ann = try TestDevice()
            let token = try await running.token(of: ann, in: book)
            let context = Context(roll: Roll(), hash: LogHash.function)
            let frame = ann.pull().frame(
                in: context, book: book, device: ann.id, signedBy: ann.key.signature)
            var damaged = frame
            damaged[4] ^= 1
            for bytes in [damaged, frame + [0], Array(frame.dropLast())] {
                #expect(try await running.post(bytes, to: "pull", token: token).status == 400)
            }
        }
    }

    @Test(arguments: [("pull", 65_537), ("challenge", 257), ("token", 513), ("enrol", 4_097)])
    func `a body that is too large is 413`(path: String, count: Int) async throws {
        try await RunningOffice.with { running in
            let bytes = [UInt8](repeating: 0, count: count)
            let answer = try await running.post(bytes, to: path)
            #expect(answer.status == 413)
        }
    }

    @Test func `a laptop of another book never sees this book`() async throws {
        try await RunningOffice.with { running in
            let (mine, theirs) = (
                try await running.office.book(), try await running.office.book("Theirs")
            )
            var (ann, eve) = (try TestDevice(), try TestDevice())
            let hers = try await running.token(of: ann, in: mine)
            let evil = try await running.token(of: eve, in: theirs)
            _ = try await running.ask(ann.push([ann.change()]), from: ann, of: mine, token: hers)
            let seen = try await running.ask(eve.pull(), from: eve, of: theirs, token: evil)
            #expect(seen.payloads.isEmpty)
            // She names the other book: the token is not of it.
            let hello = eve.hello(in: mine)
            let refused = try await running.post(hello, from: eve, of: mine, token: evil)
            #expect(refused.status == 401)
            let write = eve.push([eve.change(name: "Eve")])
            _ = try await running.ask(write, from: eve, of: theirs, token: evil)
            let page = try await running.ask(ann.pull(), from: ann, of: mine, token: hers)
            #expect(page.payloads.count == 1)
            // Not even with a proof for the other book: it was asked about its own.
            let knock = Knock(book: mine, device: eve.id)
            let challenge = try Challenge(
                frame: try await running.post(knock.frame, to: "challenge").body)
            let proof = eve.proof(of: challenge.nonce, book: mine)
            #expect(try await running.post(proof.frame, to: "token").status == 401)
        }
    }

    @Test func `a push that its laptop has not signed is 401`() async throws {
        try await RunningOffice.with { running in
            let book = try await running.office.book()
            var (ann, eve) = (try TestDevice(), try TestDevice())
            let token = try await running.token(of: ann, in: book)
            let push = eve.push([eve.change()])
            let answer = try await running.post(push, from: eve, of: book, token: token)
            #expect(answer.status == 401)
            #expect(try await running.office.number("SELECT count(*) FROM log_entries") == 0)
            _ = ann.change()
        }
    }

    @Test func `a change in another laptop's name is not taken`() async throws {
        try await RunningOffice.with { running in
            let book = try await running.office.book()
            var (ann, eve) = (try TestDevice(), try TestDevice())
            let token = try await running.token(of: eve, in: book)
            let reply = try await running.ask(
                eve.push([ann.change()]), from: eve, of: book, token: token)
            #expect(reply.positions == [nil])
            #expect(try await running.office.number("SELECT count(*) FROM log_entries") == 0)
        }
    }

    @Test func `a code that is used up is 401 and a name that cannot be shown 422`() async throws {
        try await RunningOffice.with { running in
            let code = try await running.code(for: try await running.office.book())
            let (ann, ben) = (try TestDevice(), try TestDevice())
            let nameless = ann.enrol(code: code, named: "\u{1B}[2J").frame
            let refused = try await running.post(nameless, to: "enrol")
            #expect(refused.status == 422)
            #expect(refused.text.contains("\"fields\":{\"name\":"))
            #expect(try await running.post(ann.enrol(code: code).frame, to: "enrol").status == 200)
            #expect(try await running.post(ben.enrol(code: code).frame, to: "enrol").status == 401)
        }
    }

    @Test func `a version of the protocol that is too old is told so`() async throws {
        try await RunningOffice.with { running in
            let book = try await running.office.book()
            let ann = try TestDevice()
            let token = try await running.token(of: ann, in: book)
            let hello = ann.hello(in: book, protocolVersion: 0)
            let reply = try await running.ask(hello, from: ann, of: book, token: token)
            guard case .welcome(let welcome) = reply else { throw Unexpected() }
            #expect(welcome.standing == .upgradeNeeded(protocolVersion: 1))
        }
    }

    @Test func `nobody lets the book be read more than once by one question`() async throws {
        try await RunningOffice.with { running in
            let book = try await running.office.book()
            let token = try await running.token(of: try TestDevice(), in: book)
            let context = Context(roll: Roll(), hash: LogHash.function)
            for (ranges, status) in [([KeyRange.all], 200), ([KeyRange.all, .all], 400)] {
                let compare = Comparison(point: .start, ranges: ranges).frame(in: context)
                let query = RecordQuery(point: .start, ranges: ranges).frame(in: context)
                for (frame, path) in [(compare, "compare"), (query, "records")] {
                    let answer = try await running.post(frame, to: path, token: token)
                    #expect(answer.status == status)
                }
            }
        }
    }

    @Test func `a held question is answered when the book grows`() async throws {
        try await RunningOffice.with { running in
            let book = try await running.office.book()
            var ann = try TestDevice()
            let ben = try TestDevice()
            let hers = try await running.token(of: ann, in: book)
            let his = try await running.token(of: ben, in: book)
            async let answer = running.ask(
                ben.pull(waitSeconds: 50), from: ben, of: book, token: his)
            try await eventually { await running.watchers.count == 1 }
            let change = ann.change()
            _ = try await running.ask(ann.push([change]), from: ann, of: book, token: hers)
            #expect(try await answer.payloads == [change.payload])
            #expect(await running.watchers.count == 0)
        }
    }
}
