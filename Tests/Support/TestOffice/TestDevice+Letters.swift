import Bytes
import Causality
import Crypto
import Identity
import PostgreSQL
package import ServerStore
package import Sync
import Wire

extension TestDevice {
    /// The letter that sends changes; the first of them follows the last one that was sent.
    package mutating func push(_ changes: [Change]) -> Session.Letter {
        let run = Push.Run(
            link: link, leavesGap: false, changes: changes.map { SentChange($0) })
        for change in changes {
            link = Chain.link(
                change.dot, payloadHash: LogHash.function(change.payload), after: link,
                using: LogHash.function)
        }
        return .push(Push(points: [.start], runs: [run]))
    }

    /// The question for what follows a point of the log.
    package func pull(after point: LogPoint = .start, waitSeconds: UInt32 = 0) -> Session.Letter {
        .pull(Pull(points: [point], waitSeconds: waitSeconds))
    }

    /// The first words of a laptop that holds nothing.
    package func hello(in book: BookID, protocolVersion: UInt32 = 1) -> Session.Letter {
        .hello(
            Hello(
                protocolVersion: protocolVersion, schemaVersion: 2, book: book, device: id,
                lanes: [], vector: VersionVector(), points: [.start]))
    }
}

extension RunningOffice {
    /// Sends a letter as a laptop does, and tells the status and the body of the answer.
    package func post(
        _ letter: Session.Letter, from device: TestDevice, of book: BookID, token: String?
    ) async throws -> Answer {
        let context = Context(roll: Roll(), hash: LogHash.function)
        let frame = letter.frame(
            in: context, book: book, device: device.id, signedBy: device.key.signature)
        return try await post(frame, to: letter.path, token: token)
    }

    /// Sends a letter as a laptop does, and reads the reply.
    package func ask(
        _ letter: Session.Letter, from device: TestDevice, of book: BookID, token: String
    ) async throws -> Session.Reply {
        let answer = try await post(letter, from: device, of: book, token: token)
        return try Session.Reply(
            frame: answer.body, to: letter, in: Context(roll: Roll(), hash: LogHash.function))
    }
}

extension Office {
    /// What answers laptops, without a network between.
    package var log: BookOffice {
        get throws { try log(BookOffice.Limits()) }
    }

    /// The same with bounds of the test's own.
    package func log(_ limits: BookOffice.Limits) throws -> BookOffice {
        let notary = try notary
        return BookOffice(pool: pool, notary: notary, limits: limits)
    }

    /// What signs receipts.
    package var notary: Notary {
        get throws {
            Notary(
                signingWith: try SigningKey(seed: [UInt8](repeating: 7, count: 32)), number: 7)
        }
    }

    /// Sends changes as one push of a laptop.
    @discardableResult
    package func push(
        _ changes: [Change], from device: inout TestDevice, into book: BookID
    ) async throws -> Session.Reply {
        try await send(device.push(changes), from: device, into: book)
    }

    /// Sends a push as a laptop.
    @discardableResult
    package func send(
        _ letter: Session.Letter, from device: TestDevice, into book: BookID
    ) async throws -> Session.Reply {
        guard case .push(let push) = letter else { preconditionFailure("a push is sent") }
        let caller = BookOffice.Caller(book: book, device: device.id) { _ in
            BookOffice.Permit(isRevoked: false)
        }
        return try await log.answer(
            push, from: caller, at: UInt64(Self.now.microseconds / 1_000))
    }
}

extension Session.Reply {
    /// The positions that a push was given.
    package var positions: [UInt64?] {
        guard case .verdicts(let verdicts) = self else { return [] }
        return verdicts.verdicts.map { verdict in
            if case .judged(let judged) = verdict.answer { judged.point.position } else { nil }
        }
    }

    /// The changes of a page.
    package var payloads: [[UInt8]] {
        guard case .page(let page) = self else { return [] }
        return page.items.compactMap { item in
            if case .payload(let payload)? = item.entry.change?.body { payload } else { nil }
        }
    }
}
