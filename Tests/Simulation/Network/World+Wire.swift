import Bytes
import Sync
import Wire

/// Messages as they travel: one run in twenty sends each of them as the bytes of its frame, by the
/// very functions that the programs use, with replicas named by number and the device's signature.
extension World {
    /// What arrives of a letter; `nil` where its frame was cut or harmed on its way, so that
    /// whoever reads it refuses all of it, and it is as lost.
    mutating func travelled(_ letter: Letter) throws(Finding) -> Letter.Content? {
        guard isWired else { return letter.content }
        let isHarmed = !isCalm && dice.happens(percent: 5)
        switch letter.content {
        case .silence: return .silence
        case .request(let request):
            let frame = frame(of: request, from: letter.laptop)
            let device = laptops[letter.laptop].disk.copy.device
            let office = Context(roll: office.log.roll, hash: Fingerprint.hash)
            return try received(frame, isHarmed) { frame throws(MalformedBytes) in
                try Self.read(frame, like: request, from: device, in: office)
            } expecting: {
                $0 == request
            }.map(Letter.Content.request)
        case .reply(let reply):
            let roll = laptops[letter.laptop].disk.copy.roll
            let frame = reply.frame(
                in: Context(roll: office.log.roll, hash: Fingerprint.hash),
                rollCount: sharedCount(with: roll))
            let laptop = Context(roll: roll, hash: Fingerprint.hash)
            return try received(frame, isHarmed) { frame throws(MalformedBytes) in
                try Session.Reply(frame: frame, to: letter.question, in: laptop)
            } expecting: {
                $0 == reply || $0.asTold == reply
            }.map(Letter.Content.reply)
        }
    }

    /// A request as it is sent: where the office numbers the replicas otherwise, with all of them
    /// in full.
    private func frame(of request: Request, from laptop: Int) -> [UInt8] {
        let copy = laptops[laptop].disk.copy
        return request.frame(
            in: Context(roll: copy.roll, hash: Fingerprint.hash),
            rollCount: sharedCount(with: copy.roll), book: Trade.book, device: copy.device
        ) { Signature.of($0, by: copy.device) }
    }

    private static func read(
        _ frame: [UInt8], like request: Request, from device: DeviceID, in office: Context
    ) throws(MalformedBytes) -> Request {
        switch request {
        case .hello: .hello(try read(frame, from: device, in: office))
        case .push: .push(try read(frame, from: device, in: office, isSigned: true))
        case .pull: .pull(try read(frame, from: device, in: office))
        case .offer: .offer(try read(frame, from: device, in: office, isSigned: true))
        case .snapshot: .snapshot(try read(frame, from: device, in: office))
        }
    }

    /// How many replicas both sides number alike; none where they do not mean the same.
    private func sharedCount(with roll: Roll) -> Int {
        let count = min(roll.count, office.log.roll.count)
        return roll.mark(of: count) == office.log.roll.mark(of: count) ? count : 0
    }

    private static func read<Said: SessionMessage>(
        _ frame: [UInt8], from device: DeviceID, in context: Context, isSigned: Bool = false
    ) throws(MalformedBytes) -> Said {
        let envelope = try Envelope(frame, expecting: Said.kind)
        let statement = envelope.statement(book: Trade.book, device: device)
        guard !isSigned || envelope.signature == Signature.of(statement, by: device) else {
            throw MalformedBytes(offset: 0, reason: .checksum)
        }
        return try Said(envelope, in: context)
    }

    /// What is read of a frame; of a harmed one nothing.
    private mutating func received<Said>(
        _ frame: [UInt8], _ isHarmed: Bool,
        by read: ([UInt8]) throws(MalformedBytes) -> Said, expecting isSaid: (Said) -> Bool
    ) throws(Finding) -> Said? {
        let heard: Said
        do {
            heard = try read(isHarmed ? harmed(frame) : frame)
        } catch {
            if isHarmed { return nil }
            throw Finding(.wire, "a \(Said.self) cannot be read: \(error)")
        }
        guard !isHarmed else { throw Finding(.wire, "a harmed \(Said.self) was read") }
        guard isSaid(heard) else { throw Finding(.wire, "a \(Said.self) arrives as another one") }
        return heard
    }

    /// A frame that was cut, of which a bit was turned, or that something follows.
    private mutating func harmed(_ frame: [UInt8]) -> [UInt8] {
        tally.count(.harmed)
        if isTold { tell("a frame of \(frame.count) bytes is harmed") }
        var frame = frame
        switch dice.below(3) {
        case 0: frame.removeLast(1 + dice.below(frame.count))
        case 1: frame[dice.below(frame.count)] ^= 1 << dice.below(8)
        default: frame += frame.prefix(1 + dice.below(frame.count))
        }
        return frame
    }
}

/// What is said beside the conversation, as the other side reads it: the laptop names replicas in
/// full.
extension World {
    /// What a laptop asks or the office answers.
    mutating func carried<Said: SessionMessage>(_ said: Said) throws(Finding) -> Said {
        guard isWired else { return said }
        let context = Context(roll: Roll(), hash: Fingerprint.hash)
        let frame = said.frame(in: context)
        let heard = try received(frame, false) { frame throws(MalformedBytes) in
            try Said(frame: frame, in: context)
        } expecting: {
            $0 == said
        }
        return heard ?? said
    }

    /// A laptop reports something, signed by its device.
    mutating func raise(_ alarm: Alarm, on laptop: Int) throws(Finding) {
        guard isWired else { return }
        let device = laptops[laptop].disk.copy.device
        let context = Context(roll: Roll(), hash: Fingerprint.hash)
        let frame = alarm.frame(in: context, book: Trade.book, device: device) {
            Signature.of($0, by: device)
        }
        tally.count(.alarmed)
        _ = try received(frame, false) { frame throws(MalformedBytes) -> Alarm in
            try Self.read(frame, from: device, in: context, isSigned: true)
        } expecting: {
            $0 == alarm
        }
        _ = try carried(Noted())
    }
}

extension Session.Reply {
    /// Where a laptop does not go on, a page without entries tells it.
    fileprivate var asTold: Session.Reply {
        guard case .page(let page) = self, page.standing != .goOn, page.items.isEmpty else {
            return self
        }
        return .standing(page.standing)
    }
}
