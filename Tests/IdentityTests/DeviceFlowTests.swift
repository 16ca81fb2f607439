import Bytes
import Identity
import PostgreSQL
import Sync
import TestOffice
import Testing

struct DeviceFlowTests {
    private static func begun(
        _ body: (Office, Desk, DeviceRequests, DeviceRequest) async throws -> Void
    ) async throws {
        try await Office.with { office in
            let desk = try await office.desk()
            let requests = DeviceRequests(pool: office.pool)
            let request = try await requests.begin(
                named: "Ann's laptop", from: "192.0.2.7", at: Office.now)
            try await body(office, desk, requests, request)
        }
    }

    private static func poll(
        _ requests: DeviceRequests, _ request: DeviceRequest, _ secondsLater: Int
    ) async throws -> BookID {
        try await requests.poll(
            request.deviceCode, from: "192.0.2.7", at: Office.later(secondsLater))
    }

    @Test func `a confirmed laptop enrols with its device code, as its owner's`() async throws {
        try await Self.begun { office, desk, requests, request in
            let book = try await office.book()
            let ann = try await desk.member("ann", of: book, as: .member)
            await #expect(throws: IdentityError.authorizationPending) {
                try await Self.poll(requests, request, 1)
            }
            let shown = try await requests.waiting(
                request.userCode.lowercased(), asker: ann, from: "198.51.100.1", at: Office.now)
            #expect(shown.name == "Ann's laptop" && shown.address == "192.0.2.7")
            try await requests.approve(
                request.userCode, into: book, by: ann, from: "198.51.100.1", at: Office.later(3))
            #expect(try await Self.poll(requests, request, 6) == book)
            #expect(try await Self.poll(requests, request, 12) == book, "a lost answer")
            let device = try TestDevice()
            #expect(try await office.enrol(device, code: request.deviceCode) == book)
            let card = try await office.devices.device(device.id, of: book)
            #expect(card.person == ann)
        }
    }

    @Test func `a laptop that asks too soon is slowed down`() async throws {
        try await Self.begun { _, _, requests, request in
            await #expect(throws: IdentityError.authorizationPending) {
                try await Self.poll(requests, request, 0)
            }
            await #expect(throws: IdentityError.slowDown(intervalSeconds: 10)) {
                try await Self.poll(requests, request, 4)
            }
            await #expect(throws: IdentityError.slowDown(intervalSeconds: 15)) {
                try await Self.poll(requests, request, 13)
            }
            await #expect(throws: IdentityError.authorizationPending) {
                try await Self.poll(requests, request, 28)
            }
        }
    }

    @Test func `a laptop that was turned away, or waited too long, is told so`() async throws {
        try await Self.begun { office, desk, requests, request in
            let ann = try await desk.person("ann")
            try await requests.deny(
                request.userCode, by: ann, from: "198.51.100.1", at: Office.now)
            await #expect(throws: IdentityError.accessDenied) {
                try await Self.poll(requests, request, 1)
            }
            await #expect(throws: IdentityError.notFound(.code)) {
                try await requests.approve(
                    request.userCode, into: try await office.book(), by: ann,
                    from: "198.51.100.1", at: Office.now)
            }
            await #expect(throws: IdentityError.authorizationExpired) {
                try await Self.poll(requests, request, 900)
            }
        }
    }

    @Test func `nobody guesses codes: ten attempts, whichever server is asked`() async throws {
        try await Self.begun { office, desk, requests, request in
            let eve = try await desk.person("eve")
            let others = DeviceRequests(pool: office.pool)
            for attempt in 0..<10 {
                await #expect(throws: IdentityError.notFound(.code)) {
                    try await (attempt % 2 == 0 ? requests : others).waiting(
                        "BBBB-BBB\(attempt)", asker: eve, from: "203.0.113.\(attempt)",
                        at: Office.now)
                }
            }
            await #expect(
                throws: IdentityError.limited(LimitReached(count: 10, retrySeconds: 90))
            ) {
                try await others.waiting(
                    request.userCode, asker: eve, from: "203.0.113.99", at: Office.now)
            }
        }
    }

    @Test func `codes stand in the database as hashes only`() async throws {
        try await Self.begun { office, _, _, request in
            let dump = try await office.texts("SELECT r::text FROM device_requests AS r")
                .map { $0 ?? "" }.joined()
            #expect(!dump.contains(request.deviceCode) && !dump.contains(request.userCode))
        }
    }

    @Test func `a revoked laptop is refused at once, also with a token that it has`() async throws {
        try await Office.with { office in
            let book = try await office.book()
            let ann = try await office.enrolled(in: book)
            let identity = DeviceIdentity(book: book, device: ann.id)
            let nonce = try await office.devices.challenge(identity, at: Office.now)
            let token = try await office.token(for: nonce, by: ann, book: book)
            let waiting = try await office.devices.challenge(identity, at: Office.now)
            try await Devices(pool: office.pool).revoke(ann.id, of: book, at: Office.now)
            await #expect(throws: IdentityError.tokenRefused) {
                try await office.devices.identity(of: token, at: Office.now)
            }
            await #expect(throws: IdentityError.challengeRefused) {
                try await office.token(for: waiting, by: ann, book: book)
            }
            let later = try await office.devices.challenge(identity, at: Office.now)
            await #expect(throws: IdentityError.challengeRefused) {
                try await office.token(for: later, by: ann, book: book)
            }
            let code = try await office.devices.invite(to: book, at: Office.now).text
            _ = try await office.enrol(ann, code: code)
            #expect(try await office.devices.device(ann.id, of: book).revoked == nil)
        }
    }

    @Test func `a laptop goes as far as its owner, from one moment to the next`() async throws {
        try await Office.with { office in
            let desk = try await office.desk()
            let book = try await office.book()
            let owner = try await desk.member("ann", of: book, as: .member)
            let laptop = try TestDevice()
            let code = try await office.devices.invite(to: book, by: owner, at: Office.now)
            _ = try await office.enrol(laptop, code: code.text)
            let nonce = try await office.devices.challenge(
                DeviceIdentity(book: book, device: laptop.id), at: Office.now)
            let token = try await office.token(for: nonce, by: laptop, book: book)
            #expect(try await office.devices.holder(of: token, at: Office.now).role == .member)
            let seat = Seat(book: book, role: .owner)
            try await desk.reception.setRole(.accountant, of: owner, by: seat, at: Office.now)
            #expect(try await office.devices.holder(of: token, at: Office.now).role == .accountant)
            try await desk.reception.disable(owner, true, at: Office.now)
            await #expect(throws: IdentityError.tokenRefused) {
                try await office.devices.holder(of: token, at: Office.now)
            }
        }
    }

    @Test func `laptops are listed, renamed, and found in their own book only`() async throws {
        try await Office.with { office in
            let (mine, other) = (try await office.book(), try await office.book("Other"))
            let ann = try await office.enrolled(in: mine)
            try await office.devices.rename(ann.id, of: mine, to: "Till")
            let listed = try await office.devices.list(of: mine, countMax: 10)
            #expect(listed.map(\.name) == ["Till"])
            #expect(try await office.devices.list(of: other, countMax: 10).isEmpty)
            for attempt in [
                { () async throws in
                    _ = try await office.devices.rename(ann.id, of: other, to: "X")
                },
                { try await office.devices.revoke(ann.id, of: other, at: Office.now) },
            ] {
                await #expect(throws: IdentityError.notFound(.device)) { try await attempt() }
            }
            await #expect(throws: IdentityError.nameRefused) {
                try await office.devices.rename(ann.id, of: mine, to: "a\u{1B}[2J")
            }
        }
    }
}
