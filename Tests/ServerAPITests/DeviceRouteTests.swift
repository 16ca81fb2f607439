import Bytes
import HTTP
import Identity
import JSON
import PostgreSQL
import Sync
import TestOffice
import Testing
import Wire

struct DeviceRouteTests {
    @Test func `a laptop is told what RFC 8628 says, until it is in`() async throws {
        try await Counter.with { counter in
            let book = try await counter.office.book()
            let token = try await counter.token(of: "ann", in: book, as: .member)
            let begun = try await counter.ask(
                .post, "/devices/authorize", ["name": "Ann's laptop"])
            #expect(begun.status == 200 && begun.json["interval"] == 5)
            let page = try #require(begun.json["verification_uri"]?.string)
            let code = try #require(begun.json["user_code"]?.string)
            #expect(page == "https://books.example.com/device")
            #expect(begun.json["verification_uri_complete"] == .string(page + "?code=" + code))
            let question: JSONValue = ["device_code": try #require(begun.json["device_code"])]
            let pending = try await counter.ask(.post, "/devices/token", question)
            #expect(pending.status == 400 && pending.error == "authorization_pending")
            let soon = try await counter.ask(.post, "/devices/token", question)
            #expect(soon.error == "slow_down" && soon.headers["Retry-After"] == "10")
            let approved = try await counter.ask(
                .post, "/devices/approve", ["user_code": .string(code)], token: token)
            #expect(approved.json["book"] == .string(book.text))
            #expect(
                try await counter.ask(
                    .post, "/devices/approve", ["user_code": .string(code)], token: token
                ).status == 404)
        }
    }

    @Test func `a laptop that was turned away is told so`() async throws {
        try await Counter.with { counter in
            let book = try await counter.office.book()
            let token = try await counter.token(of: "ann", in: book, as: .member)
            let begun = try await counter.ask(.post, "/devices/authorize", ["name": "X"])
            let denied = try await counter.ask(
                .post, "/devices/deny", ["user_code": try #require(begun.json["user_code"])],
                token: token)
            #expect(denied.status == 200)
            let told = try await counter.ask(
                .post, "/devices/token", ["device_code": try #require(begun.json["device_code"])])
            #expect(told.error == "access_denied")
            let unknown = try await counter.ask(
                .post, "/devices/token", ["device_code": "guess"])
            #expect(unknown.status == 400 && unknown.error == "expired_token")
        }
    }

    @Test func `one sees, renames and revokes one's own laptops; who manages, everybody's`()
        async throws
    {
        try await Counter.with { counter in
            let book = try await counter.office.book()
            let ann = try await counter.token(of: "ann", in: book, as: .member)
            let bob = try await counter.token(of: "bob", in: book, as: .member)
            let boss = try await counter.token(of: "boss", in: book, as: .admin)
            let owner = try await counter.desk.reception.admit(
                bearer: ann, to: book, for: .read, at: Office.now)
            let device = try TestDevice()
            let code = try await counter.office.devices.invite(
                to: book, by: owner.person, at: Office.now)
            let enrol = device.enrol(code: code.text)
            _ = try await counter.office.devices.enrol(
                EnrolmentRequest(
                    code: code.text, device: device.id, name: "Laptop",
                    publicKey: enrol.publicKey,
                    statement: Enrol.statement(code: code.text, device: device.id),
                    signature: enrol.signature), at: Office.now)
            let path = Target(["devices", device.id.text])
            #expect(try await counter.ask(.get, path, token: bob).status == 404)
            #expect(try await counter.ask(.delete, path, token: bob).status == 404)
            let seen = try await counter.ask(.get, "/devices", token: bob)
            #expect(seen.json["data"]?.array?.isEmpty == true)
            let renamed = try await counter.ask(.patch, path, ["name": "Till"], token: ann)
            #expect(renamed.json["name"] == "Till")
            #expect(try await counter.ask(.delete, path, token: boss).status == 204)
            let listed = try await counter.ask(.get, "/devices", token: boss)
            #expect(listed.json["data"]?.array?.first?["revoked_at"]?.string != nil)
        }
    }
}
