import Causality
import Sync
import Testing

/// What a server lacks below later changes is asked for, and brought by whoever holds it.
struct WantedTests {
    /// A server that holds the second change of a writer and not the first.
    private static func gap() -> (ledger: BookLog, first: Change) {
        var (ledger, writer) = (Office.ledger, Writer(1))
        let (first, second) = (writer.write(.integer(1)), writer.write(.integer(2), to: 2))
        _ = ledger.ingest(SentChange(second), leavingGap: true, milliseconds: 2)
        return (ledger, first)
    }

    private static func hello(_ copy: BookCopy) -> Hello {
        copy.hello(protocolVersion: 1, schemaVersion: 1, book: Office.book)
    }

    @Test func `a welcome tells which changes are missing below later ones`() {
        var (ledger, first) = Self.gap()
        let welcome = ledger.answer(Self.hello(Office.copy(3)), milliseconds: 3)
        #expect(welcome.standing == .goOn)
        let missing = MissingRange(replica: first.dot.replica, counters: 1...1)
        #expect(welcome.wanted == [missing])
        #expect(!Office.copy(3).hasToBring(after: welcome))
    }

    @Test func `who holds what is missing from an older history brings it`() {
        var (ledger, first) = Self.gap()
        // Another history accepted the first change; this laptop followed it, and then took a
        // snapshot of the one that counts.
        var other = Office.ledger
        _ = other.ingest(SentChange(first), milliseconds: 1)
        var copy = Office.copy(3)
        _ = copy.pull(other.page(after: 0, countMax: 9), milliseconds: 1)
        copy.takeSnapshot(of: ledger, milliseconds: 1)
        let welcome = ledger.answer(Self.hello(copy), milliseconds: 3)
        #expect(copy.hasToBring(after: welcome))
        _ = ledger.answer(copy.offer(), from: copy.device, milliseconds: 4)
        #expect(ledger.answer(Self.hello(copy), milliseconds: 5).wanted.isEmpty)
        #expect(ledger.state[Writer.record][1].siblings.map(\.dot) == [first.dot])
    }

    @Test func `whoever has something to send brings before what that may name`() {
        var (old, ledger, writer) = (Office.ledger, Office.ledger, Writer(1))
        _ = old.ingest(SentChange(writer.write(.integer(1))), milliseconds: 1)
        var copy = Office.copy(3)
        _ = copy.pull(old.page(after: 0, countMax: 9), milliseconds: 1)
        copy.takeSnapshot(of: ledger, milliseconds: 2)
        var other = Writer(2)
        _ = ledger.ingest(SentChange(other.write(.integer(2))), milliseconds: 3)
        let welcome = ledger.answer(Self.hello(copy), milliseconds: 4)
        #expect(copy.holdsMore && !copy.hasToBring(after: welcome))
        _ = copy.save(ReentryTests.edit(4, on: copy), as: Writer(3).replica, milliseconds: 5)
        #expect(copy.hasToBring(after: welcome))
    }

    @Test func `what was accepted once and is refused where it came again is brought`() {
        var lenient = BookLog(
            judge: Judge(schema: Office.schema) { _, _ in nil }, verifier: Office.verifier,
            signer: Office.signer(1), hash: toyHash)
        var (strict, writer) = (Office.ledger, Writer(1))
        let change = writer.write(Office.disliked)
        _ = lenient.ingest(SentChange(change), milliseconds: 1)
        _ = strict.ingest(SentChange(change), milliseconds: 2)
        var copy = Office.copy(3)
        _ = copy.pull(lenient.page(after: 0, countMax: 9), milliseconds: 3)
        copy.takeSnapshot(of: strict, milliseconds: 4)
        #expect(copy.holdsMore)
        strict.offer(copy.offer(), from: copy.device)
        #expect(strict.state[Writer.record][1].siblings.map(\.dot) == [change.dot])
        #expect(!copy.following(strict).holdsMore)
    }
}
