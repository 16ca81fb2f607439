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
            for letter in [ann.push([change]), ann.pull()] {
                let answer = try await running.post(letter, from: ann, of: book, token: token)
                #expect(answer.status == 401)
            }
            #expect(try await running.office.number("SELECT count(*) FROM log_entries") == 0)
        }
    }

    @Test func `a laptop that is revoked while it waits is told nothing any more`() async throws {
        try await RunningOffice.with { running in
            let book = try await running.office.book()
            let ann = try TestDevice()
            var ben = try TestDevice()
            let waiting = try await running.token(of: ann, in: book)
            let writing = try await running.token(of: ben, in: book)
            async let pulled = running.post(
                ann.pull(waitSeconds: 50), from: ann, of: book, token: waiting)
            try await eventually { await running.watchers.count == 1 }
            try await running.office.devices.revoke(ann.id, of: book, at: Office.now)
            let push = ben.push([ben.change()])
            let answer = try await running.post(push, from: ben, of: book, token: writing)
            #expect(answer.status == 200)
            #expect(try await pulled.status == 401)
        }
    }

    @Test func `what the laptop of an accountant writes is refused, and it reads`() async throws {
        try await RunningOffice.with { running in
            let book = try await running.office.book()
            let desk = try await running.office.desk()
            let person = try await desk.member("ann", of: book, as: .accountant)
            var laptop = try TestDevice()
            let code = try await running.office.devices.invite(
                to: book, by: person, at: Office.now)
            _ = try await running.post(laptop.enrol(code: code.text).frame, to: "enrol")
            let token = try await running.signIn(laptop, to: book)
            let push = laptop.push([laptop.change()])
            let reply = try await running.ask(push, from: laptop, of: book, token: token)
            #expect(reply.positions == [1])
            #expect(try await running.office.number("SELECT count(*) FROM clients") == 0)
            let page = try await running.ask(laptop.pull(), from: laptop, of: book, token: token)
            #expect(page.payloads.isEmpty)
        }
    }
}
