import Bytes
import Sync
import Wire

/// Messages as they travel: one run in twenty sends each of them as the bytes of its frame, by the
/// very functions that the programs use, with replicas named by number and the device's signature.
extension World {
    func travelled(_ letter: Letter) throws(Finding) -> Letter.Content {
        guard isWired else { return letter.content }
        switch letter.content {
        case .silence: return .silence
        case .request(let request): return .request(try arrived(request, from: letter.laptop))
        case .reply(let reply): return .reply(try arrived(reply, to: letter))
        }
    }

    /// A request as the office reads it; where the office numbers the replicas otherwise, it is
    /// sent again with all of them in full.
    private func arrived(_ request: Request, from laptop: Int) throws(Finding) -> Request {
        let copy = laptops[laptop].disk.copy
        let sent = Context(roll: copy.roll, hash: Fingerprint.hash)
        let count = sharedCount(with: copy.roll)
        let frame = request.frame(
            in: sent, rollCount: count, book: Trade.book, device: copy.device
        ) { Signature.of($0, by: copy.device) }
        let office = Context(roll: self.office.log.roll, hash: Fingerprint.hash)
        return try reading { () throws(MalformedBytes) in
            switch request {
            case .hello: .hello(try read(frame, from: copy.device, in: office))
            case .push: .push(try read(frame, from: copy.device, in: office, isSigned: true))
            case .pull: .pull(try read(frame, from: copy.device, in: office))
            case .offer: .offer(try read(frame, from: copy.device, in: office, isSigned: true))
            case .snapshot: .snapshot(try read(frame, from: copy.device, in: office))
            }
        } expecting: {
            $0 == request
        }
    }

    private func arrived(
        _ reply: Session.Reply, to letter: Letter
    ) throws(Finding) -> Session.Reply {
        let roll = laptops[letter.laptop].disk.copy.roll
        let frame = reply.frame(
            in: Context(roll: office.log.roll, hash: Fingerprint.hash),
            rollCount: sharedCount(with: roll))
        let laptop = Context(roll: roll, hash: Fingerprint.hash)
        return try reading { () throws(MalformedBytes) in
            try Session.Reply(frame: frame, to: letter.question, in: laptop)
        } expecting: { read in
            if case .standing(let standing) = reply, case .page(let page) = read {
                return page.standing == standing && page.items.isEmpty
            }
            return read == reply
        }
    }

    /// How many replicas both sides number alike; none where they do not mean the same.
    private func sharedCount(with roll: Roll) -> Int {
        let count = min(roll.count, office.log.roll.count)
        return roll.mark(of: count) == office.log.roll.mark(of: count) ? count : 0
    }

    private func read<Said: SessionMessage>(
        _ frame: [UInt8], from device: DeviceID, in context: Context, isSigned: Bool = false
    ) throws(MalformedBytes) -> Said {
        let envelope = try Envelope(frame, expecting: Said.kind)
        let statement = envelope.statement(book: Trade.book, device: device)
        guard !isSigned || envelope.signature == Signature.of(statement, by: device) else {
            throw MalformedBytes(offset: 0, reason: .checksum)
        }
        return try Said(envelope, in: context)
    }

    private func reading<Said>(
        _ read: () throws(MalformedBytes) -> Said, expecting isSaid: (Said) -> Bool
    ) throws(Finding) -> Said {
        let said: Said
        do {
            said = try read()
        } catch {
            throw Finding(.wire, "a \(Said.self) cannot be read: \(error)")
        }
        guard isSaid(said) else { throw Finding(.wire, "a \(Said.self) arrives as another one") }
        return said
    }
}
