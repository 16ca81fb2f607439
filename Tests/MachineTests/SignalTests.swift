import Glibc
import Machine
import Testing

@Suite(.serialized) struct SignalTests {
    @Test func `a signal arrives as a value and does not end the process`() async {
        var signals = Signal.stream(of: [.hangUp]).makeAsyncIterator()
        kill(getpid(), SIGHUP)
        #expect(await signals.next() == .hangUp)
        kill(getpid(), SIGHUP)
        #expect(await signals.next() == .hangUp)
    }

    @Test func `each stream sees what it names and nothing else`() async {
        var first = Signal.stream(of: [.hangUp, .terminate]).makeAsyncIterator()
        var second = Signal.stream(of: [.terminate]).makeAsyncIterator()
        kill(getpid(), SIGHUP)
        #expect(await first.next() == .hangUp)
        kill(getpid(), SIGTERM)
        #expect(await first.next() == .terminate)
        #expect(await second.next() == .terminate)
    }

    @Test func `the number of each signal is the kernel's`() {
        #expect(Signal.terminate.rawValue == UInt8(SIGTERM))
        #expect(Signal.interrupt.rawValue == UInt8(SIGINT))
        #expect(Signal.hangUp.rawValue == UInt8(SIGHUP))
    }
}
