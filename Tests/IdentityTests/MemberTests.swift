import Bytes
import Identity
import PostgreSQL
import Sync
import TestOffice
import Testing

struct MemberTests {
    private static func table() -> [(Role, Permission, Bool)] {
        let allowed: [Role: [Permission]] = [
            .owner: [.read, .write, .manage, .own], .admin: [.read, .write, .manage],
            .member: [.read, .write], .accountant: [.read],
        ]
        return Role.allCases.flatMap { role in
            [Permission.read, .write, .manage, .own].map { permission in
                (role, permission, allowed[role]?.contains(permission) ?? false)
            }
        }
    }

    @Test(arguments: table())
    func `each role goes as far as it should`(
        role: Role, permission: Permission, isAllowed: Bool
    ) async throws {
        try await Office.with { office in
            let desk = try await office.desk()
            let book = try await office.book()
            _ = try await desk.member("ann", of: book, as: role)
            let token = try await desk.signIn("ann").access
            let outcome = await Result { () async throws in
                try await desk.reception.admit(
                    bearer: token, to: book, for: permission, at: Office.now)
            }
            switch outcome {
            case .success(let caller): #expect(isAllowed && caller.seat?.role == role)
            case .failure(let error):
                #expect(!isAllowed)
                #expect(error as? IdentityError == .forbidden(permission))
            }
        }
    }

    @Test func `whoever runs the server does not take the last owner's seat either`() async throws {
        try await Office.with { office in
            let desk = try await office.desk()
            let book = try await office.book()
            let ann = try await desk.member("ann", of: book, as: .owner)
            await #expect(throws: IdentityError.lastOwner) {
                try await desk.reception.seat(ann, in: book, as: .member, at: Office.now)
            }
            try await desk.reception.seat(ann, in: book, as: .owner, at: Office.now)
            _ = try await desk.member("bob", of: book, as: .owner)
            try await desk.reception.seat(ann, in: book, as: .member, at: Office.now)
        }
    }

    @Test func `another's book does not exist for who does not belong to it`() async throws {
        try await Office.with { office in
            let desk = try await office.desk()
            let (mine, other) = (try await office.book(), try await office.book("Other"))
            _ = try await desk.member("ann", of: mine, as: .owner)
            let token = try await desk.signIn("ann").access
            for permission in [Permission.read, .write, .manage, .own] {
                await #expect(throws: IdentityError.notFound(.book)) {
                    try await desk.reception.admit(
                        bearer: token, to: other, for: permission, at: Office.now)
                }
            }
        }
    }

    @Test func `without a name it is the default book, or the first one joined`() async throws {
        try await Office.with { office in
            let desk = try await office.desk()
            let (first, second) = (try await office.book("One"), try await office.book("Two"))
            let ann = try await desk.member("ann", of: first, as: .member)
            try await desk.reception.seat(ann, in: second, as: .owner, at: Office.later(1))
            let token = try await desk.signIn("ann").access
            let book = { () async throws -> BookID? in
                try await desk.reception.admit(
                    bearer: token, to: nil, for: .read, at: Office.now
                ).seat?.book
            }
            #expect(try await book() == first)
            var change = ProfileChange()
            change.defaultBook = second
            try await desk.reception.change(ann, change)
            #expect(try await book() == second)
        }
    }

    @Test func `a change of role holds at once, on every server`() async throws {
        try await Office.with { office in
            let (desk, other) = (try await office.desk(), try await office.desk())
            let book = try await office.book()
            let ann = try await desk.member("ann", of: book, as: .member)
            _ = try await desk.member("bob", of: book, as: .owner)
            let token = try await desk.signIn("ann").access
            _ = try await other.reception.admit(
                bearer: token, to: book, for: .write, at: Office.now)
            let owner = Seat(book: book, role: .owner)
            try await desk.reception.setRole(.accountant, of: ann, by: owner, at: Office.now)
            await #expect(throws: IdentityError.forbidden(.write)) {
                try await other.reception.admit(
                    bearer: token, to: book, for: .write, at: Office.now)
            }
            try await desk.reception.remove(ann, by: owner, asThemselves: false, at: Office.now)
            await #expect(throws: IdentityError.notFound(.book)) {
                try await other.reception.admit(
                    bearer: token, to: book, for: .read, at: Office.now)
            }
        }
    }

    @Test func `owners are made and unmade by owners, and a book keeps one`() async throws {
        try await Office.with { office in
            let desk = try await office.desk()
            let book = try await office.book()
            let ann = try await desk.member("ann", of: book, as: .owner)
            let bob = try await desk.member("bob", of: book, as: .admin)
            let (owner, admin) = (Seat(book: book, role: .owner), Seat(book: book, role: .admin))
            for (role, person) in [(Role.owner, bob), (.member, ann)] {
                await #expect(throws: IdentityError.forbidden(.own)) {
                    try await desk.reception.setRole(role, of: person, by: admin, at: Office.now)
                }
            }
            await #expect(throws: IdentityError.lastOwner) {
                try await desk.reception.setRole(.member, of: ann, by: owner, at: Office.now)
            }
            await #expect(throws: IdentityError.lastOwner) {
                try await desk.reception.remove(ann, by: owner, asThemselves: true, at: Office.now)
            }
            await #expect(throws: IdentityError.lastOwner) {
                try await desk.reception.delete(ann, at: Office.now)
            }
            try await desk.reception.setRole(.owner, of: bob, by: owner, at: Office.now)
            try await desk.reception.delete(ann, at: Office.now)
            #expect(try await office.texts("SELECT role FROM members") == ["owner"])
        }
    }

    @Test func `two owners that leave at once leave one behind`() async throws {
        try await Office.with { office in
            let desk = try await office.desk()
            let book = try await office.book()
            let people = [
                try await desk.member("ann", of: book, as: .owner),
                try await desk.member("bob", of: book, as: .owner),
            ]
            let left = try await withThrowingTaskGroup(of: Int.self) { group in
                for person in people {
                    group.addTask {
                        do {
                            try await desk.reception.remove(
                                person, by: Seat(book: book, role: .owner), asThemselves: true,
                                at: Office.now)
                            return 1
                        } catch IdentityError.lastOwner {
                            return 0
                        }
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(left == 1)
        }
    }

    @Test func `somebody of another book is not to be found`() async throws {
        try await Office.with { office in
            let desk = try await office.desk()
            let (mine, other) = (try await office.book(), try await office.book("Other"))
            let bob = try await desk.member("bob", of: other, as: .member)
            let seat = Seat(book: mine, role: .owner)
            await #expect(throws: IdentityError.notFound(.member)) {
                try await desk.reception.member(bob, of: mine, at: Office.now)
            }
            await #expect(throws: IdentityError.notFound(.member)) {
                try await desk.reception.setRole(.admin, of: bob, by: seat, at: Office.now)
            }
            await #expect(throws: IdentityError.notFound(.member)) {
                try await desk.reception.remove(bob, by: seat, asThemselves: false, at: Office.now)
            }
        }
    }
}
