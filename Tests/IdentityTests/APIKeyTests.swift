import Identity
import PostgreSQL
import Sync
import TestOffice
import Testing

struct APIKeyTests {
    private static func made(
        as role: Role, by ownRole: Role = .admin, days: Int? = nil,
        _ body: (Office, Desk, Seat, PersonID, (card: APIKeyCard, key: String)) async throws -> Void
    ) async throws {
        try await Office.with { office in
            let desk = try await office.desk()
            let seat = Seat(book: try await office.book(), role: ownRole)
            let ann = try await desk.member("ann", of: seat.book, as: ownRole)
            let made = try await desk.reception.makeAPIKey(
                named: "Shop", role: role, days: days, by: ann, in: seat, at: Office.now)
            try await body(office, desk, seat, ann, made)
        }
    }

    private static func admit(
        _ desk: Desk, _ key: String, to book: BookID? = nil, for permission: Permission = .read,
        later: Int = 0
    ) async throws -> Caller {
        try await desk.reception.admit(
            bearer: key, to: book, for: permission, at: Office.later(later))
    }

    @Test func `a key is let into its book, as far as its role goes`() async throws {
        try await Self.made(as: .accountant) { office, desk, seat, _, made in
            let caller = try await Self.admit(desk, made.key)
            #expect(caller.seat == Seat(book: seat.book, role: .accountant))
            await #expect(throws: IdentityError.forbidden(.write)) {
                try await Self.admit(desk, made.key, for: .write)
            }
            let other = try await office.book("Other")
            await #expect(throws: IdentityError.notFound(.book)) {
                try await Self.admit(desk, made.key, to: other)
            }
        }
    }

    @Test func `a key never does more than whoever made it, now`() async throws {
        try await Self.made(as: .admin) { _, desk, seat, ann, made in
            _ = try await Self.admit(desk, made.key, for: .manage)
            let owner = Seat(book: seat.book, role: .owner)
            try await desk.reception.setRole(.accountant, of: ann, by: owner, at: Office.now)
            await #expect(throws: IdentityError.forbidden(.write)) {
                try await Self.admit(desk, made.key, for: .write)
            }
            try await desk.reception.disable(ann, true, at: Office.now)
            await #expect(throws: IdentityError.tokenRefused) {
                try await Self.admit(desk, made.key)
            }
        }
    }

    @Test func `nobody makes a key that does more than they do`() async throws {
        try await Self.made(as: .member) { _, desk, seat, ann, _ in
            await #expect(throws: IdentityError.forbidden(.own)) {
                try await desk.reception.makeAPIKey(
                    named: "Shop", role: .owner, days: nil, by: ann, in: seat, at: Office.now)
            }
        }
    }

    @Test func `a key that was revoked is refused by every server, at once`() async throws {
        try await Self.made(as: .member) { office, desk, seat, _, made in
            let other = try await office.desk()
            _ = try await Self.admit(other, made.key)
            try await desk.reception.revokeAPIKey(made.card.id, of: seat.book, at: Office.now)
            await #expect(throws: IdentityError.tokenRefused) {
                try await Self.admit(other, made.key)
            }
            await #expect(throws: IdentityError.notFound(.apiKey)) {
                try await desk.reception.revokeAPIKey(made.card.id, of: seat.book, at: Office.now)
            }
        }
    }

    @Test func `a key expires when it was told to`() async throws {
        try await Self.made(as: .member, days: 2) { _, desk, _, _, made in
            _ = try await Self.admit(desk, made.key, later: 2 * 86_400 - 1)
            await #expect(throws: IdentityError.tokenRefused) {
                try await Self.admit(desk, made.key, later: 2 * 86_400)
            }
        }
    }

    @Test func `a key that was changed anywhere is refused, and the database holds none`()
        async throws
    {
        try await Self.made(as: .member) { office, desk, _, _, made in
            for index in [0, 4, 10, 30, made.key.count - 1] {
                var letters = Array(made.key)
                letters[index] = letters[index] == "A" ? "B" : "A"
                await #expect(throws: IdentityError.tokenRefused) {
                    try await Self.admit(desk, String(letters))
                }
            }
            let dump = try await office.texts("SELECT k::text FROM api_keys AS k")
            #expect(dump.count == 1 && dump.first??.contains(made.key) == false)
        }
    }
}
