import Bytes
import Crypto
import Identity
import PostgreSQL
import ServerStore
import Sync
import TestOffice
import Testing
import Wire

struct EnrolmentTests {
    @Test func `a laptop joins the book of its code, however the code is typed`() async throws {
        try await Office.with { office in
            let book = try await office.book()
            for typed in [{ $0 }, { $0.lowercased() }, { $0.replacing("-", with: " ") }]
                as [@Sendable (String) -> String]
            {
                let code = try await office.devices.invite(to: book, at: Office.now).text
                let device = try TestDevice()
                #expect(try await office.enrol(device, code: typed(code)) == book)
            }
            #expect(try await office.number("SELECT count(*) FROM devices") == 3)
        }
    }

    @Test func `a code is good for one laptop`() async throws {
        try await Office.with { office in
            let code = try await office.devices.invite(
                to: try await office.book(), at: Office.now
            ).text
            _ = try await office.enrol(try TestDevice(), code: code)
            await #expect(throws: IdentityError.codeRefused) {
                try await office.enrol(try TestDevice(), code: code)
            }
        }
    }

    @Test func `nobody comes as the server itself`() async throws {
        try await Office.with { office in
            let code = try await office.devices.invite(
                to: try await office.book(), at: Office.now
            ).text
            let device = try TestDevice(id: BookOffice.device)
            await #expect(throws: IdentityError.deviceExists) {
                try await office.enrol(device, code: code)
            }
        }
    }

    @Test func `of eight laptops that use one code at once, one gets in`() async throws {
        try await Office.with { office in
            let code = try await office.devices.invite(
                to: try await office.book(), at: Office.now
            ).text
            let admitted = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        do {
                            _ = try await office.enrol(try TestDevice(), code: code)
                            return 1
                        } catch IdentityError.codeRefused {
                            return 0
                        }
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(admitted == 1)
            #expect(try await office.number("SELECT count(*) FROM devices") == 1)
        }
    }

    @Test func `a code is good for fifteen minutes and is thrown away after that`() async throws {
        try await Office.with { office in
            let book = try await office.book()
            let first = try await office.devices.invite(to: book, at: Office.now).text
            _ = try await office.enrol(try TestDevice(), code: first, secondsLater: 899)
            let late = try await office.devices.invite(to: book, at: Office.now).text
            await #expect(throws: IdentityError.codeRefused) {
                try await office.enrol(try TestDevice(), code: late, secondsLater: 900)
            }
            _ = try await office.devices.invite(to: book, at: Office.later(900))
            #expect(try await office.number("SELECT count(*) FROM enrolment_codes") == 1)
        }
    }

    @Test(arguments: ["", "----", "AAAA-AAAA-AAAA", "' OR 1=1 --", "\0", "ßßßß"])
    func `a code that was never given is refused`(code: String) async throws {
        try await Office.with { office in
            _ = try await office.devices.invite(to: try await office.book(), at: Office.now)
            await #expect(throws: IdentityError.codeRefused) {
                try await office.enrol(try TestDevice(), code: code)
            }
        }
    }

    @Test(arguments: [
        "", String(repeating: "x", count: 201), "a\0b", "a\u{1B}[2J", "a\nb", "\u{202E}a",
    ])
    func `a name that cannot be shown is refused, and the code stays good`(
        name: String
    )
        async throws
    {
        try await Office.with { office in
            let code = try await office.devices.invite(
                to: try await office.book(), at: Office.now
            ).text
            let device = try TestDevice()
            await #expect(throws: IdentityError.nameRefused) {
                try await office.enrol(device, code: code, name: name)
            }
            _ = try await office.enrol(device, code: code)
        }
    }

    @Test(arguments: [0, 31, 33])
    func `bytes that are no key are refused as a proof is`(count: Int) async throws {
        try await Office.with { office in
            let request = EnrolmentRequest(
                code: "X", device: try TestDevice().id, name: "A",
                publicKey: [UInt8](repeating: 1, count: count), statement: [1],
                signature: [UInt8](repeating: 0, count: 64))
            await #expect(throws: IdentityError.signatureRefused) {
                try await office.devices.enrol(request, at: Office.now)
            }
        }
    }

    @Test func `a signature by another key, or of another statement, is refused`() async throws {
        try await Office.with { office in
            let code = try await office.devices.invite(
                to: try await office.book(), at: Office.now
            ).text
            let (ann, eve) = (try TestDevice(), try TestDevice())
            for (key, statement) in [
                (eve.key.verifyingKey, Enrol.statement(code: code, device: ann.id)),
                (ann.key.verifyingKey, Enrol.statement(code: code, device: eve.id)),
                (ann.key.verifyingKey, Enrol.statement(code: "other", device: ann.id)),
            ] {
                let request = EnrolmentRequest(
                    code: code, device: ann.id, name: "Ann", publicKey: key.bytes,
                    statement: Enrol.statement(code: code, device: ann.id),
                    signature: ann.key.signature(of: statement))
                await #expect(throws: IdentityError.signatureRefused) {
                    try await office.devices.enrol(request, at: Office.now)
                }
            }
        }
    }

    @Test func `the same laptop may come again, and another key under its id may not`()
        async throws
    {
        try await Office.with { office in
            let book = try await office.book()
            let ann = try TestDevice()
            let codes = [
                try await office.devices.invite(to: book, at: Office.now).text,
                try await office.devices.invite(to: book, at: Office.now).text,
                try await office.devices.invite(to: book, at: Office.now).text,
            ]
            _ = try await office.enrol(ann, code: codes[0])
            _ = try await office.enrol(ann, code: codes[1], name: "New name")
            #expect(try await office.texts("SELECT name FROM devices") == ["New name"])
            let statement = Enrol.statement(code: codes[2], device: ann.id)
            let thief = try SigningKey()
            let request = EnrolmentRequest(
                code: codes[2], device: ann.id, name: "Thief",
                publicKey: thief.verifyingKey.bytes, statement: statement,
                signature: thief.signature(of: statement))
            await #expect(throws: IdentityError.deviceExists) {
                try await office.devices.enrol(request, at: Office.now)
            }
            #expect(try await office.texts("SELECT name FROM devices") == ["New name"])
            #expect(try await office.number("SELECT count(*) FROM enrolment_codes") == 1)
        }
    }

    @Test func `codes are easy to read aloud and never the same`() throws {
        let codes = try (0..<200).map { _ in try EnrolmentCode().text }
        #expect(Set(codes).count == 200)
        for code in codes {
            #expect(code.split(separator: "-").map(\.count) == [4, 4, 4])
            #expect(!code.contains { "01ILO".contains($0) })
        }
    }
}
