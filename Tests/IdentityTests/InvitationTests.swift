import Bytes
import Identity
import PostgreSQL
import Sync
import TestOffice
import Testing

struct InvitationTests {
    private static func invite(
        _ desk: Desk, _ email: String, to book: BookID, as role: String = "member",
        password: String? = nil, by: Role = .owner
    ) async throws -> String {
        _ = try await desk.reception.invite(
            try Invitation(email: email, name: "Bob", role: role, password: password),
            by: Seat(book: book, role: by), at: Office.now)
        return try #require(desk.postbox.token(of: .invitation))
    }

    private static func accept(
        _ desk: Desk, _ token: String, password: String? = Office.password, later: Int = 0
    ) async throws -> PersonID {
        try await desk.reception.accept(
            token, name: nil, password: password, from: "192.0.2.1", at: Office.later(later))
    }

    @Test func `a new link for the first owner makes the older one void`() async throws {
        try await Office.with { office in
            let desk = try await office.desk()
            var tokens: [String] = []
            for _ in 0..<2 {
                let link = try #require(try await desk.reception.firstOwnerLink(at: Office.now))
                tokens.append(try #require(link.split(separator: "=").last.map { String($0) }))
            }
            let reception = desk.reception
            #expect(try await !reception.works(tokens[0], for: .owner, at: Office.now))
            #expect(try await reception.works(tokens[1], for: .owner, at: Office.now))
        }
    }

    @Test func `somebody new chooses a password and has a seat`() async throws {
        try await Office.with { office in
            let desk = try await office.desk(isOpen: false)
            let book = try await office.book()
            let token = try await Self.invite(desk, "bob@example.com", to: book, as: "accountant")
            let card = try await desk.reception.invitation(
                token, from: "192.0.2.1", at: Office.now)
            #expect(card.bookName == "Baker & Sons" && card.needsPassword)
            let bob = try await Self.accept(desk, token)
            let member = try await desk.reception.member(bob, of: book, at: Office.now)
            #expect(member.role == .accountant && member.name == "Bob")
            _ = try await desk.signIn("bob")
            await #expect(throws: IdentityError.linkRefused) {
                try await Self.accept(desk, token)
            }
        }
    }

    @Test func `somebody who is here keeps the password, whatever comes with the link`()
        async throws
    {
        try await Office.with { office in
            let desk = try await office.desk()
            let book = try await office.book()
            let bob = try await desk.person("bob")
            let token = try await Self.invite(
                desk, "BOB@example.com", to: book, password: "the inviter's choice")
            #expect(try await Self.accept(desk, token, password: "the thief's choice") == bob)
            _ = try await desk.signIn("bob")
        }
    }

    @Test func `whether somebody is here is not told to who invites`() async throws {
        try await Office.with { office in
            let desk = try await office.desk()
            let book = try await office.book()
            _ = try await desk.person("bob")
            let seat = Seat(book: book, role: .owner)
            let members = [
                try await desk.reception.invite(
                    try Invitation(email: "bob@example.com"), by: seat, at: Office.now),
                try await desk.reception.invite(
                    try Invitation(email: "new@example.com"), by: seat, at: Office.now),
            ]
            #expect(members.map(\.status) == [.invited, .invited])
            #expect(members[0].name == members[1].name)
        }
    }

    @Test func `a member is not invited again`() async throws {
        try await Office.with { office in
            let desk = try await office.desk()
            let book = try await office.book()
            _ = try await desk.member("bob", of: book, as: .member)
            await #expect(throws: IdentityError.memberExists) {
                try await Self.invite(desk, "bob@example.com", to: book)
            }
        }
    }

    @Test func `an admin invites no owner`() async throws {
        try await Office.with { office in
            let desk = try await office.desk()
            let book = try await office.book()
            await #expect(throws: IdentityError.forbidden(.own)) {
                try await Self.invite(
                    desk, "bob@example.com", to: book, as: "owner", by: .admin)
            }
            _ = try await Self.invite(desk, "bob@example.com", to: book, as: "admin", by: .admin)
        }
    }

    @Test func `an invitation that is taken back, replaced or a week old is refused`()
        async throws
    {
        try await Office.with { office in
            let desk = try await office.desk()
            let book = try await office.book()
            let first = try await Self.invite(desk, "bob@example.com", to: book)
            let second = try await Self.invite(desk, "bob@example.com", to: book)
            await #expect(throws: IdentityError.linkRefused) {
                try await Self.accept(desk, first)
            }
            let invited = try await desk.reception.members(of: book, countMax: 10, at: Office.now)
            try await desk.reception.remove(
                try #require(invited.first?.id), by: Seat(book: book, role: .admin),
                asThemselves: false, at: Office.now)
            await #expect(throws: IdentityError.linkRefused) {
                try await Self.accept(desk, second)
            }
            let third = try await Self.invite(desk, "eve@example.com", to: book)
            await #expect(throws: IdentityError.linkRefused) {
                try await Self.accept(desk, third, later: 7 * 86_400)
            }
        }
    }

    @Test func `the first owner's link makes one person, whoever else holds one`() async throws {
        try await Office.with { office in
            let desk = try await office.desk(isOpen: false)
            let book = try await office.book()
            var tokens: [String] = []
            for _ in 0..<2 {
                let link = try #require(try await desk.reception.firstOwnerLink(at: Office.now))
                tokens.append(try #require(link.split(separator: "=").last.map { String($0) }))
            }
            let made = try await withThrowingTaskGroup(of: Int.self) { group in
                for (number, token) in tokens.enumerated() {
                    group.addTask {
                        do {
                            try await desk.reception.settleFirstOwner(
                                try Registration(
                                    email: "p\(number)@example.com", password: Office.password),
                                book: "New", token: token, from: "192.0.2.1", at: Office.now)
                            return 1
                        } catch IdentityError.linkRefused {
                            return 0
                        }
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(made == 1)
            #expect(try await desk.reception.firstOwnerLink(at: Office.now) == nil)
            #expect(try await office.texts("SELECT role FROM members") == ["owner"])
            #expect(try await office.texts("SELECT book_id::text FROM members") == [book.text])
        }
    }
}
