import Bytes
import Identity
import PostgreSQL
import ServerLink
import Sync
import TestOffice
import Testing
import Wire

/// Who was turned away on one server is turned away on all, below `/sync/v1` too.
struct RevocationTests {
    @Test func `a revoked laptop neither pushes nor pulls, with the token that it has`()
        async throws
    {
        try await RunningOffice.with { running in
            let book = try await running.office.book()
            var ann = try TestDevice()
            let token = try await running.token(of: ann, in: book)
            let change = ann.change()
            // Another process on the same database.
            try await Devices(pool: running.office.pool).revoke(
                ann.id, of: book, at: Office.now)
            for (frame, path) in [
                (Push(payloads: [change.payload]).frame, "push"),
                (Pull(after: 0, waitSeconds: 0).frame, "pull"),
            ] {
                let answer = try await running.post(frame, to: path, token: token)
                #expect(answer.status == 401)
            }
            #expect(try await running.office.number("SELECT count(*) FROM changes") == 0)
        }
    }

    @Test func `a laptop that is revoked while it waits is told nothing any more`() async throws {
        try await RunningOffice.with { running in
            let book = try await running.office.book()
            let (ann, ben) = (try TestDevice(), try TestDevice())
            let waiting = try await running.token(of: ann, in: book)
            let writing = try await running.token(of: ben, in: book)
            async let pulled = running.post(
                Pull(after: 0, waitSeconds: 50).frame, to: "pull", token: waiting)
            try await eventually { await running.watchers.count == 1 }
            try await running.office.devices.revoke(ann.id, of: book, at: Office.now)
            var writer = ben
            let push = Push(payloads: [writer.change().payload])
            #expect(try await running.post(push.frame, to: "push", token: writing).status == 200)
            #expect(try await pulled.status == 401)
        }
    }

    @Test func `the laptop of an accountant reads and does not write`() async throws {
        try await RunningOffice.with { running in
            let book = try await running.office.book()
            let desk = try await running.office.desk()
            let person = try await desk.member("ann", of: book, as: .accountant)
            var laptop = try TestDevice()
            let code = try await running.office.devices.invite(
                to: book, by: person, at: Office.now)
            _ = try await running.post(laptop.enrol(code: code.text).frame, to: "enrol")
            let token = try await running.signIn(laptop, to: book)
            let push = Push(payloads: [laptop.change().payload])
            #expect(try await running.post(push.frame, to: "push", token: token).status == 403)
            let pull = Pull(after: 0, waitSeconds: 0)
            #expect(try await running.post(pull.frame, to: "pull", token: token).status == 200)
        }
    }
}
