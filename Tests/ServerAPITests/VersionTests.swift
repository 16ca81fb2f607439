import Bytes
import HTTP
import Identity
import JSON
import PostgreSQL
import Sync
import TestOffice
import Testing
import Wire

/// Two people who change the same thing, and say which version they have seen.
struct VersionTests {
    private static func send(
        _ counter: Counter, _ method: Method, _ path: String, _ body: JSONValue? = nil,
        token: String, _ extra: Headers = [:]
    ) async throws -> Reply {
        var headers: Headers = ["Authorization": "Bearer \(token)"]
        if body != nil { headers["Content-Type"] = "application/json" }
        for field in extra.fields { headers.add(field.name, field.value) }
        return try await counter.send(
            Request(
                method, try Target(parsing: path), headers: headers,
                body: .text(body?.text() ?? "")))
    }

    /// A book with its owner and a member, and a laptop of the owner.
    private static func with(
        _ body: (Counter, _ token: String, _ paths: [(path: String, body: JSONValue)]) async throws
            -> Void
    ) async throws {
        try await Counter.with { counter in
            let book = try await counter.office.book()
            let token = try await counter.token(of: "ann", in: book, as: .owner)
            let bob = try await counter.desk.member("bob", of: book, as: .member)
            let code = try await counter.office.devices.invite(to: book, at: Office.now).text
            let device = try TestDevice()
            let enrol = device.enrol(code: code)
            _ = try await counter.office.devices.enrol(
                EnrolmentRequest(
                    code: code, device: device.id, name: "Laptop", publicKey: enrol.publicKey,
                    statement: Enrol.statement(code: code, device: device.id),
                    signature: enrol.signature), at: Office.now)
            try await body(
                counter, token,
                [
                    ("/books/\(book.text)", ["name": "Other"]),
                    ("/users/\(bob.text)", ["role": "accountant"]),
                    ("/users/me", ["name": "Other"]),
                    ("/devices/\(device.id.text)", ["name": "Other"]),
                ])
        }
    }

    @Test func `a change to what was seen is made, and one to what it is no more is refused`()
        async throws
    {
        try await Self.with { counter, token, things in
            for (path, body) in things {
                let seen = try await Self.send(counter, .get, path, token: token)
                let tag = try #require(seen.headers["ETag"], "\(path)")
                let done = try await Self.send(
                    counter, .patch, path, body, token: token, ["If-Match": tag])
                #expect(done.status == 200, "\(path)")
                #expect(done.headers["ETag"] != tag)
                let late = try await Self.send(
                    counter, .patch, path, body, token: token, ["If-Match": tag])
                #expect(late.status == 412 && late.error == "precondition_failed", "\(path)")
                let any = try await Self.send(
                    counter, .patch, path, body, token: token, ["If-Match": "*"])
                #expect(any.status == 200, "\(path)")
            }
        }
    }

    @Test func `who has the present version is not sent it again`() async throws {
        try await Self.with { counter, token, things in
            for (path, body) in things {
                let seen = try await Self.send(counter, .get, path, token: token)
                let tag = try #require(seen.headers["ETag"])
                let same = try await Self.send(
                    counter, .get, path, token: token, ["If-None-Match": "\"x\", \(tag)"])
                #expect(same.status == 304 && same.headers["ETag"] == tag)
                _ = try await Self.send(counter, .patch, path, body, token: token)
                let other = try await Self.send(
                    counter, .get, path, token: token, ["If-None-Match": tag])
                #expect(other.status == 200)
            }
        }
    }

    @Test func `of many who change the same version one succeeds`() async throws {
        try await Self.with { counter, token, things in
            let path = things[0].path
            let seen = try await Self.send(counter, .get, path, token: token)
            let tag = try #require(seen.headers["ETag"])
            let codes = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 1...10 {
                    group.addTask {
                        try await Self.send(
                            counter, .patch, path, ["name": .string("No \(number)")],
                            token: token, ["If-Match": tag]
                        ).status
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(codes.sorted() == [200] + Array(repeating: 412, count: 9))
        }
    }

    @Test func `what changed since one looked is not taken away`() async throws {
        try await Self.with { (counter, token, things) async throws in
            for (path, body) in things where !path.hasPrefix("/books") {
                let seen = try await Self.send(counter, .get, path, token: token)
                let tag = try #require(seen.headers["ETag"])
                let change = try await Self.send(counter, .patch, path, body, token: token)
                #expect(change.status == 200)
                let late = try await Self.send(
                    counter, .delete, path, token: token, ["If-Match": tag])
                #expect(late.status == 412, "\(path)")
                let now = try #require(change.headers["ETag"])
                guard path != "/users/me" else { continue }
                let done = try await Self.send(
                    counter, .delete, path, token: token, ["If-Match": now])
                #expect(done.status == 204, "\(path)")
            }
        }
    }
}
