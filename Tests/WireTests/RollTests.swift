import Bytes
import Causality
import Crypto
import Sync
import Testing
import Wire

struct RollTests {
    @Test func `replicas are numbered by their first change in the log`() {
        var roll = Roll()
        let entries = [
            Samples.entry(1, .accepted), Samples.entry(2, .accepted), Samples.refused(3),
            LogEntry(position: 4, content: .closed(Vector.roll[2])),
        ]
        for entry in entries { roll.enter(entry, using: sha256) }
        #expect(roll.replicas == [Samples.replica])
        #expect(roll.number(of: Samples.replica, within: 1) == 0)
        #expect(roll.number(of: Samples.replica, within: 0) == nil)
    }

    @Test func `a message that numbers other replicas is refused, not misread`() throws {
        var other = Roll()
        for replica in Vector.roll.reversed() { other.enter(replica, using: sha256) }
        let frame = Samples.hello.frame(in: Vector.context)
        #expect(throws: MalformedBytes(offset: 9, reason: .unknownRoll)) {
            try Hello(frame: frame, in: Context(roll: other, hash: sha256))
        }
        #expect(throws: MalformedBytes(offset: 1, reason: .unknownRoll)) {
            try Hello(frame: frame, in: Context(hash: sha256))
        }
    }

    @Test func `whoever knows more of the roll reads what was said with less of it`() throws {
        var longer = Vector.context.roll
        longer.enter(ReplicaID(words: (high: 9, low: 9)), using: sha256)
        let frame = Samples.hello.frame(in: Vector.context)
        let read = try Hello(frame: frame, in: Context(roll: longer, hash: sha256))
        #expect(read == Samples.hello)
    }

    @Test func `a message shorter than the roll that it names may make use of it`() throws {
        var roll = Roll()
        for number in 1...12 as ClosedRange<UInt64> {
            roll.enter(ReplicaID(words: (high: number, low: number)), using: sha256)
        }
        let frame = SnapshotQuery.head.frame(in: Context(roll: roll, hash: sha256))
        let part = try Envelope(frame, expecting: SnapshotQuery.kind).rollPart
        #expect(part.count == 12)
        #expect(part.mark == roll.mark(of: 12))
    }

    @Test func `of a long roll no more is made use of than any reader takes`() throws {
        var roll = Roll()
        for number in 1...100_002 as ClosedRange<UInt64> {
            roll.enter(ReplicaID(words: (high: number, low: number)), using: sha256)
        }
        let (context, last) = (Context(roll: roll, hash: sha256), try #require(roll.replicas.last))
        let offered = Offered(
            isComplete: true, standing: .goOn, taken: [Dot(replica: last, counter: 1)])
        let frame = offered.frame(in: context)
        #expect(try Envelope(frame, expecting: .offered).rollPart.count == 100_000)
        #expect(try Offered(frame: frame, in: context) == offered)
    }
}

struct EnvelopeTests {
    @Test func `a signature binds kind, book, device and body`() throws {
        let key = try SigningKey()
        let frame = Samples.push.frame(
            in: Vector.context, book: Vector.book, device: Vector.device,
            signedBy: key.signature)
        let envelope = try Envelope(frame, expecting: .push)
        let signature = try #require(envelope.signature)
        let statement = envelope.statement(book: Vector.book, device: Vector.device)
        #expect(key.verifyingKey.accepts(signature, of: statement))
        let others = [
            envelope.statement(book: BookID(words: (high: 1, low: 1)), device: Vector.device),
            envelope.statement(book: Vector.book, device: DeviceID(words: (high: 1, low: 1))),
            Envelope.statement(
                kind: .offer, book: Vector.book, device: Vector.device, body: envelope.body),
            Envelope.statement(
                kind: .push, book: Vector.book, device: Vector.device,
                body: envelope.body + [0]),
        ]
        for other in others { #expect(!key.verifyingKey.accepts(signature, of: other)) }
        #expect(try Push(envelope, in: Vector.context) == Samples.push)
    }

    @Test func `a message without a signature says so`() throws {
        let envelope = try Envelope(Noted().frame(in: Vector.context), expecting: .noted)
        #expect(envelope.signature == nil)
    }
}
