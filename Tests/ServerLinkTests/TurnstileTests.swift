import HTTP
import ServerLink
import Synchronization
import TestOffice
import Testing

struct TurnstileTests {
    @Test func `whoever finds no room gets in when somebody leaves, in the order of their coming`()
        async throws
    {
        let (turnstile, house) = (Turnstile(places: 2), House())
        try await withThrowingTaskGroup(of: String.self) { group in
            for number in 0..<9 {
                let router = Self.router(turnstile, house)
                group.addTask {
                    let response = try await router.answer(
                        Request(.post, "/", body: .text("\(number)")))
                    return String(decoding: try await response.body.collected(), as: UTF8.self)
                }
                // The next one comes when this one is inside or in line.
                try await eventually { house.met == number + 1 }
            }
            var answers: Set<String> = []
            for _ in 0..<9 {
                try await eventually { house.inside.count == min(2, 9 - answers.count) }
                house.letOneGo()
                if let answer = try await group.next() { answers.insert(answer) }
            }
            #expect(answers == Set((0..<9).map { "\($0)" }))
            #expect(house.entered == (0..<9).map { "\($0)" })
        }
    }

    @Test func `a place whose owner is gone, or kept from going in, is the next one's`()
        async throws
    {
        let (turnstile, lines) = (Turnstile(places: 1), Lines())
        let answered = Mutex(false)
        _ = try await turnstile.pass(Request(.get, "/")) { request in
            for number in 0..<3 {
                try await lines.join(turnstile, request, isThere: number > 0)
            }
            return Response()
        }
        // The first one is gone; the second one was told to go on, and is dropped instead.
        #expect(lines.told == [1])
        lines.drop(1)
        #expect(lines.told == [1, 2])
        lines.drop(2)
        _ = try await turnstile.pass(Request(.get, "/")) { _ in
            answered.withLock { $0 = true }
            return Response()
        }
        #expect(answered.withLock { $0 })
    }

    private static func router(_ turnstile: Turnstile, _ house: House) -> Router {
        var router = Router()
        router.on(.post, "/") { request in
            defer { house.meet() }
            return try await turnstile.pass(request) { request in
                let name = String(decoding: try await request.body.collected(), as: UTF8.self)
                await house.stay(name)
                return Response(body: .text(name))
            }
        }
        return router
    }
}

/// Where everybody stays until they are let go, one after the other.
private final class House: Sendable {
    private struct State {
        var inside: [(name: String, continuation: CheckedContinuation<Void, Never>)] = []
        var entered: [String] = []
        var met = 0
    }

    private let state = Mutex(State())

    var inside: [String] { state.withLock { $0.inside.map(\.name) } }

    var entered: [String] { state.withLock { $0.entered } }

    /// How many are inside, or were asked to wait.
    var met: Int { state.withLock { $0.met + $0.inside.count } }

    func meet() { state.withLock { $0.met += 1 } }

    func stay(_ name: String) async {
        await withCheckedContinuation { continuation in
            state.withLock { state in
                state.entered.append(name)
                state.inside.append((name, continuation))
            }
        }
    }

    func letOneGo() {
        state.withLock { $0.inside.isEmpty ? nil : $0.inside.removeFirst() }?.continuation.resume()
    }
}

/// Those who were asked to wait, as whoever keeps their requests holds them.
private final class Lines: Sendable {
    private let waiting = Mutex<[Int: Pause]>([:])
    private let numbers = Mutex<(count: Int, told: [Int])>((0, []))

    /// Who was told to go on.
    var told: [Int] { numbers.withLock { $0.told } }

    /// Lines up one more, who may be gone when it is their turn.
    func join(_ turnstile: Turnstile, _ request: Request, isThere: Bool) async throws {
        let number = numbers.withLock { numbers in
            defer { numbers.count += 1 }
            return numbers.count
        }
        do {
            _ = try await turnstile.pass(request) { _ in Response() }
            Issue.record("There was room.")
        } catch let pause as Pause {
            waiting.withLock { $0[number] = pause }
            await pause.arrange { [self] in
                if isThere { numbers.withLock { $0.told.append(number) } }
                return isThere
            }
        }
    }

    func drop(_ number: Int) {
        let dropped = waiting.withLock { $0.removeValue(forKey: number) }
        withExtendedLifetime(dropped) {}
    }
}
