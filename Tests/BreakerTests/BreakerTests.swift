import Breaker
import Machine
import Metrics
import Synchronization
import Testing

struct BreakerTests {
    private struct Trouble: Error {}

    private final class Watch: Sendable {
        private let now = Mutex<Int64>(0)
        var clock: MonotonicClock { MonotonicClock { self.now.withLock { $0 } } }
        func pass(seconds: Int64) { now.withLock { $0 += seconds * 1_000_000_000 } }
    }

    private func open(_ breaker: Breaker) async {
        for _ in 1...5 {
            await #expect(throws: Trouble.self) { try await breaker.call { throw Trouble() } }
        }
    }

    @Test func `a dependency that fails is left alone, and asked again later`() async throws {
        let watch = Watch()
        let breaker = Breaker("mail", clock: watch.clock)
        await open(breaker)
        let refusal = BreakerError.open(name: "mail", retryAfter: .seconds(5))
        await #expect(throws: refusal) {
            try await breaker.call { Issue.record("it was asked") }
        }
        #expect(breaker.state == .open)
        watch.pass(seconds: 5)
        #expect(try await breaker.call { 7 } == 7)
        #expect(breaker.state == .closed)
        #expect(breaker.failureCount == 5)
        #expect(breaker.refusalCount == 1)
    }

    @Test func `a dependency that merely refuses is well`() async {
        let breaker = Breaker("mail")
        for _ in 1...20 {
            await #expect(throws: Trouble.self) {
                try await breaker.call {
                    throw Trouble()
                } isFailure: { _ in
                    false
                }
            }
        }
        #expect(breaker.state == .closed)
    }

    @Test func `who goes away before the answer says nothing about the dependency`() async {
        let breaker = Breaker("mail")
        for _ in 1...20 {
            await #expect(throws: CancellationError.self) {
                try await breaker.call { throw CancellationError() }
            }
        }
        #expect(breaker.state == .closed)
    }

    @Test func `metrics show the state of each`() async {
        let registry = Registry()
        let breakers = [Breaker("files"), Breaker("mail")]
        let board = BreakerBoard(breakers, in: registry)
        await open(breakers[1])
        board.show()
        let text = registry.text
        #expect(text.contains("counterfoil_breaker_state{dependency=\"mail\",state=\"open\"} 1\n"))
        #expect(
            text.contains("counterfoil_breaker_state{dependency=\"mail\",state=\"closed\"} 0\n"))
        #expect(
            text.contains("counterfoil_breaker_state{dependency=\"files\",state=\"closed\"} 1\n"))
        #expect(text.contains("counterfoil_breaker_failures{dependency=\"mail\"} 5\n"))
    }

    @Test func `the sentence says when it is tried again`() {
        let error = BreakerError.open(name: "mail", retryAfter: .seconds(12))
        #expect("\(error)".contains("mail") && "\(error)".contains("12 seconds"))
    }
}
