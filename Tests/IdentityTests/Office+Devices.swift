import Identity
import PostgreSQL
import Sync
import TestOffice
import Wire

extension Office {
    /// So many seconds after the present moment of the tests.
    static func later(_ seconds: Int) -> Timestamp {
        Timestamp(microseconds: now.microseconds + Int64(seconds) * 1_000_000)
    }

    /// Sends a laptop's question to join the book of a code.
    func enrol(
        _ device: TestDevice, code: String, name: String = "Ann", secondsLater: Int = 0
    ) async throws -> BookID {
        let enrol = device.enrol(code: code, named: name)
        return try await devices.enrol(
            EnrolmentRequest(
                code: code, device: device.id, name: name, publicKey: enrol.publicKey,
                statement: Enrol.statement(code: code, device: device.id),
                signature: enrol.signature),
            at: Self.later(secondsLater))
    }

    /// A laptop that belongs to a book.
    func enrolled(in book: BookID) async throws -> TestDevice {
        let device = try TestDevice()
        let code = try await devices.invite(to: book, at: Office.now).text
        _ = try await enrol(device, code: code)
        return device
    }

    /// Answers a challenge.
    func token(
        for nonce: [UInt8], by device: TestDevice, book: BookID, secondsLater: Int = 0
    ) async throws -> String {
        try await devices.token(
            for: nonce, signature: device.proof(of: nonce, book: book).signature,
            statement: {
                Proof.statement(book: $0.book, device: $0.device, nonce: nonce)
            }, at: Self.later(secondsLater))
    }
}
