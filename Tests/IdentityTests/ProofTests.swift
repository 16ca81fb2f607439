import Bytes
import Crypto
import Identity
import PostgreSQL
import Sync
import TestOffice
import Testing

struct ProofTests {
    @Test func `a signed challenge becomes a token, and the token names the laptop`() async throws {
        try await Office.with { office in
            let book = try await office.book()
            let ann = try await office.enrolled(in: book)
            let identity = DeviceIdentity(book: book, device: ann.id)
            let nonce = try await office.devices.challenge(identity, at: Office.now)
            let token = try await office.token(for: nonce, by: ann, book: book)
            #expect(
                try await office.devices.identity(of: token, at: Office.later(3_599)) == identity)
            await #expect(throws: IdentityError.tokenRefused) {
                try await office.devices.identity(of: token, at: Office.later(3_600))
            }
        }
    }

    @Test func `a challenge is answered once`() async throws {
        try await Office.with { office in
            let book = try await office.book()
            let ann = try await office.enrolled(in: book)
            let nonce = try await office.devices.challenge(
                DeviceIdentity(book: book, device: ann.id), at: Office.now)
            _ = try await office.token(for: nonce, by: ann, book: book)
            await #expect(throws: IdentityError.challengeRefused) {
                try await office.token(for: nonce, by: ann, book: book)
            }
        }
    }

    @Test func `a wrong answer uses the challenge up`() async throws {
        try await Office.with { office in
            let book = try await office.book()
            let (ann, eve) = (try await office.enrolled(in: book), try TestDevice())
            let nonce = try await office.devices.challenge(
                DeviceIdentity(book: book, device: ann.id), at: Office.now)
            await #expect(throws: IdentityError.signatureRefused) {
                try await office.token(for: nonce, by: eve, book: book)
            }
            await #expect(throws: IdentityError.challengeRefused) {
                try await office.token(for: nonce, by: ann, book: book)
            }
        }
    }

    @Test func `a challenge is good for a minute and is thrown away after that`() async throws {
        try await Office.with { office in
            let book = try await office.book()
            let ann = try await office.enrolled(in: book)
            let identity = DeviceIdentity(book: book, device: ann.id)
            let nonce = try await office.devices.challenge(identity, at: Office.now)
            await #expect(throws: IdentityError.challengeRefused) {
                try await office.token(for: nonce, by: ann, book: book, secondsLater: 60)
            }
            _ = try await office.devices.challenge(identity, at: Office.later(61))
            #expect(try await office.number("SELECT count(*) FROM challenges") == 1)
        }
    }

    @Test func `an unknown laptop is asked like a known one, and nothing is kept of it`()
        async throws
    {
        try await Office.with { office in
            let book = try await office.book()
            let eve = try TestDevice()
            let nonce = try await office.devices.challenge(
                DeviceIdentity(book: book, device: eve.id), at: Office.now)
            #expect(nonce.count == 32)
            #expect(try await office.number("SELECT count(*) FROM challenges") == 0)
            await #expect(throws: IdentityError.challengeRefused) {
                try await office.token(for: nonce, by: eve, book: book)
            }
        }
    }

    @Test func `a laptop of one book gets no token for another`() async throws {
        try await Office.with { office in
            let (mine, other) = (try await office.book(), try await office.book("Other"))
            let ann = try await office.enrolled(in: mine)
            let foreign = try await office.devices.challenge(
                DeviceIdentity(book: other, device: ann.id), at: Office.now)
            await #expect(throws: IdentityError.challengeRefused) {
                try await office.token(for: foreign, by: ann, book: other)
            }
            let own = try await office.devices.challenge(
                DeviceIdentity(book: mine, device: ann.id), at: Office.now)
            await #expect(throws: IdentityError.signatureRefused) {
                try await office.token(for: own, by: ann, book: other)
            }
        }
    }

    @Test(arguments: ["", "x", "00", String(repeating: "0", count: 64), "\0", "' OR ''='"])
    func `a token that was never given is refused`(token: String) async throws {
        try await Office.with { office in
            await #expect(throws: IdentityError.tokenRefused) {
                try await office.devices.identity(of: token, at: Office.now)
            }
        }
    }

    @Test func `a laptop that was removed is not let in by its token`() async throws {
        try await Office.with { office in
            let book = try await office.book()
            let ann = try await office.enrolled(in: book)
            let nonce = try await office.devices.challenge(
                DeviceIdentity(book: book, device: ann.id), at: Office.now)
            let token = try await office.token(for: nonce, by: ann, book: book)
            try await office.pool.withConnection { try $0.run("DELETE FROM devices") }
            await #expect(throws: IdentityError.tokenRefused) {
                try await office.devices.identity(of: token, at: Office.now)
            }
        }
    }

    @Test func `codes, challenges and tokens stand in the database as hashes only`() async throws {
        try await Office.with { office in
            let book = try await office.book()
            let ann = try await office.enrolled(in: book)
            let identity = DeviceIdentity(book: book, device: ann.id)
            let code = try await office.devices.invite(to: book, at: Office.now).text
            let nonce = try await office.devices.challenge(identity, at: Office.now)
            let other = try await office.devices.challenge(identity, at: Office.now)
            let token = try await office.token(for: other, by: ann, book: book)
            let dump = try await office.texts(
                """
                SELECT e::text FROM enrolment_codes AS e UNION ALL
                SELECT c::text FROM challenges AS c UNION ALL
                SELECT t::text FROM device_tokens AS t UNION ALL
                SELECT d::text FROM devices AS d
                """
            ).map { $0 ?? "" }.joined(separator: "\n")
            let plain = [code, code.filter { $0 != "-" }].map { Hexadecimal.text($0.utf8) }
            for secret in plain + [
                code, Hexadecimal.text(nonce), token, Hexadecimal.text(token.utf8),
                Hexadecimal.text(ann.key.seed),
            ] {
                #expect(!dump.contains(secret))
            }
        }
    }

    @Test func `tokens that expired are thrown away`() async throws {
        try await Office.with { office in
            let book = try await office.book()
            let ann = try await office.enrolled(in: book)
            for seconds in [0, 3_600] {
                let nonce = try await office.devices.challenge(
                    DeviceIdentity(book: book, device: ann.id), at: Office.later(seconds))
                _ = try await office.token(for: nonce, by: ann, book: book, secondsLater: seconds)
            }
            #expect(try await office.number("SELECT count(*) FROM device_tokens") == 1)
        }
    }
}
