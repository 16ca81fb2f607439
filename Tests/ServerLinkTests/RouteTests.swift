import Bytes
import Causality
import HTTP
import PostgreSQL
import ServerLink
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
            let verdicts = try await running.push([change.payload], token: hers)
            #expect(verdicts.verdicts == [.accepted(position: 1, effective: change.claimed)])
            let entries = try await running.pull(after: 0, token: his)
            #expect(entries.entries.map(\.payload) == [change.payload])
            #expect(entries.head == 1)
            let welcome = try Welcome(
                frame: try await running.post(
                    Hello(vector: VersionVector([ann.replica: 9, ben.replica: 1])).frame,
                    to: "hello", token: his
                ).body)
            #expect(welcome.vector == VersionVector([ann.replica: 1]))
            #expect(welcome.clock.milliseconds == UInt64(Office.now.microseconds / 1_000))
            _ = ben.change()
        }
    }

    @Test(arguments: ["hello", "push", "pull"])
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

    @Test(arguments: ["enrol", "challenge", "token", "hello", "push", "pull"])
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
            let token = try await running.token(of: try TestDevice(), in: book)
            let frame = Pull(after: 0, waitSeconds: 0).frame
            var damaged = frame
            damaged[2] ^= 1
            for bytes in [damaged, frame + [0], Array(frame.dropLast())] {
                #expect(try await running.post(bytes, to: "pull", token: token).status == 400)
            }
            let push = Push(payloads: [[1, 2, 3]]).frame
            #expect(try await running.post(push, to: "push", token: token).status == 400)
            #expect(try await running.office.number("SELECT count(*) FROM changes") == 0)
        }
    }

    @Test(arguments: [("pull", 257), ("challenge", 257), ("token", 513), ("enrol", 4_097)])
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
            _ = try await running.push([ann.change().payload], token: hers)
            let seen = try await running.pull(after: 0, token: evil)
            #expect(seen.entries.isEmpty && seen.head == 0)
            let hello = Hello(vector: VersionVector([ann.replica: 1]))
            let welcome = try Welcome(
                frame: try await running.post(hello.frame, to: "hello", token: evil).body)
            #expect(welcome.vector.count == 0 && welcome.head == 0)
            _ = try await running.push([eve.change(name: "Eve").payload], token: evil)
            #expect(try await running.pull(after: 0, token: hers).entries.count == 1)
            // Not even with a proof for the other book: it was asked about its own.
            let knock = Knock(book: mine, device: eve.id)
            let challenge = try Challenge(
                frame: try await running.post(knock.frame, to: "challenge").body)
            let proof = eve.proof(of: challenge.nonce, book: mine)
            #expect(try await running.post(proof.frame, to: "token").status == 401)
        }
    }

    @Test func `a change in another laptop's name is 403`() async throws {
        try await RunningOffice.with { running in
            let book = try await running.office.book()
            var ann = try TestDevice()
            let token = try await running.token(of: try TestDevice(), in: book)
            let push = Push(payloads: [ann.change().payload])
            let answer = try await running.post(push.frame, to: "push", token: token)
            #expect(answer.status == 403)
            #expect(try await running.pull(after: 0, token: token).head == 0)
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

    @Test func `a version of the protocol that is not spoken here is told so`() async throws {
        try await RunningOffice.with { running in
            let book = try await running.office.book()
            let token = try await running.token(of: try TestDevice(), in: book)
            let hello = Hello(protocolVersion: 99, vector: VersionVector())
            let answer = try await running.post(hello.frame, to: "hello", token: token)
            #expect(answer.status == 400)
            #expect(answer.text.contains("\"error\":\"upgrade_needed\""))
        }
    }

    @Test func `a held question is answered when the book grows`() async throws {
        try await RunningOffice.with { running in
            let book = try await running.office.book()
            var ann = try TestDevice()
            let hers = try await running.token(of: ann, in: book)
            let his = try await running.token(of: try TestDevice(), in: book)
            async let answer = running.pull(after: 0, waitSeconds: 50, token: his)
            try await eventually { await running.watchers.count == 1 }
            let payload = ann.change().payload
            _ = try await running.push([payload], token: hers)
            #expect(try await answer.entries.map(\.payload) == [payload])
            #expect(await running.watchers.count == 0)
        }
    }
}

extension RunningOffice {
    /// Sends changes and reads the verdicts.
    func push(_ payloads: [[UInt8]], token: String) async throws -> Wire.Verdicts {
        try Wire.Verdicts(
            frame: try await post(Push(payloads: payloads).frame, to: "push", token: token).body)
    }

    /// Asks for entries.
    func pull(
        after position: UInt64, waitSeconds: UInt32 = 0, token: String
    ) async throws -> Entries {
        let pull = Pull(after: position, waitSeconds: waitSeconds)
        return try Entries(frame: try await post(pull.frame, to: "pull", token: token).body)
    }
}
