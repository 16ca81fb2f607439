import Dispatch
import Glibc
import Synchronization

/// What becomes of one request on a bad line.
package enum Fate: Hashable, Sendable, CustomStringConvertible {
    /// It arrives, and so does its answer.
    case passed
    /// Nobody answers.
    case refused
    /// So many bytes of it arrive, and then nothing more.
    case requestCut(Int)
    /// It arrives twice, and the answer to the second is heard.
    case repeated
    /// It arrives, and its answer does not come back.
    case answerLost
    /// So many bytes of its answer come back.
    case answerCut(Int)
    /// It arrives with one byte changed, counted from its end.
    case requestHarmed(Int)
    /// Its answer comes back with one byte changed, counted from its end.
    case answerHarmed(Int)

    package var description: String {
        switch self {
        case .passed: "passed"
        case .refused: "refused"
        case .requestCut(let count): "request cut at \(count)"
        case .repeated: "repeated"
        case .answerLost: "answer lost"
        case .answerCut(let count): "answer cut at \(count)"
        case .requestHarmed(let place): "request harmed at -\(place)"
        case .answerHarmed(let place): "answer harmed at -\(place)"
        }
    }
}

/// The line between a laptop and the server, on which everything can go wrong.
package final class BadLine: Sendable {
    /// Where the laptop finds it.
    package let address: String
    private let server: UInt16
    private let listener: Int32
    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "bad line", attributes: .concurrent)

    private struct State {
        var isCut = false
        var isClosed = false
        var fates: [Fate] = []
        var rewriting: (@Sendable ([UInt8]) -> [UInt8])?
        var open: Set<Int32> = []
    }

    /// A line to the port of a server, good as yet; it begins at one of this machine's addresses.
    package init(to server: UInt16, from host: String = "127.0.0.1") throws {
        self.server = server
        let port: UInt16
        (listener, port) = try LineSocket.listening(at: host)
        address = "http://\(host):\(port)"
        queue.async { [self] in accept() }
    }

    /// What becomes of the next requests, one by one.
    package func expect(_ fates: [Fate]) { state.withLock { $0.fates += fates } }

    /// Lets requests arrive with other bodies, as if another release had written them.
    package func rewrite(_ rewriting: @escaping @Sendable (_ body: [UInt8]) -> [UInt8]) {
        state.withLock { $0.rewriting = rewriting }
    }

    /// Cuts the line, with everything that is under way on it.
    package func cut() {
        state.withLock { state in
            state.isCut = true
            for connection in state.open { shutdown(connection, Int32(SHUT_RDWR)) }
        }
    }

    /// Mends the line.
    package func heal() {
        state.withLock { state in
            state.isCut = false
            state.fates = []
            state.rewriting = nil
        }
    }

    /// Ends it for good.
    package func close() {
        cut()
        state.withLock { $0.isClosed = true }
        shutdown(listener, Int32(SHUT_RDWR))
        Glibc.close(listener)
    }

    private func accept() {
        while true {
            let caller = Glibc.accept(listener, nil, nil)
            guard caller >= 0 else {
                if state.withLock({ $0.isClosed }) { return }
                continue
            }
            queue.async { [self] in
                guard note(caller) else { return }
                answer(caller)
                forget(caller)
            }
        }
    }

    /// Takes note of a connection, so that the line can be cut; false if it is cut already.
    private func note(_ connection: Int32) -> Bool {
        let isGood = state.withLock { state in
            if !state.isCut { state.open.insert(connection) }
            return !state.isCut
        }
        if !isGood { Glibc.close(connection) }
        return isGood
    }

    private func forget(_ connection: Int32) {
        state.withLock { _ = $0.open.remove(connection) }
        Glibc.close(connection)
    }

    /// Carries one request and its answer.
    private func answer(_ caller: Int32) {
        var request = LineSocket.read(caller, until: HTTPMessage.isWhole)
        guard HTTPMessage.isWhole(request) else { return }
        request = HTTPMessage.sayingItIsTheLast(request)
        if let rewriting = state.withLock({ $0.rewriting }) {
            request = HTTPMessage.rewritten(request, by: rewriting)
        }
        let fate = state.withLock { $0.fates.isEmpty ? .passed : $0.fates.removeFirst() }
        switch fate {
        case .refused: return
        case .requestCut(let count):
            _ = carry(request.prefix(count), for: nil)
        case .answerLost: _ = carry(request[...], for: nil)
        case .repeated:
            _ = carry(request[...], for: nil)
            LineSocket.say(carry(request[...], for: caller)[...], to: caller)
        case .answerCut(let count):
            LineSocket.say(carry(request[...], for: caller).prefix(count), to: caller)
        case .requestHarmed(let place):
            let harmed = HTTPMessage.harmed(request, at: place)
            LineSocket.say(carry(harmed[...], for: caller)[...], to: caller)
        case .answerHarmed(let place):
            let answer = carry(request[...], for: caller)
            LineSocket.say(HTTPMessage.harmed(answer, at: place)[...], to: caller)
        case .passed: LineSocket.say(carry(request[...], for: caller)[...], to: caller)
        }
    }

    /// Asks the server; where a caller waits, only for as long as he does.
    private func carry(_ request: ArraySlice<UInt8>, for caller: Int32?) -> [UInt8] {
        guard let connection = LineSocket.connected(to: server) else { return [] }
        guard note(connection) else { return [] }
        defer { forget(connection) }
        LineSocket.say(request, to: connection)
        if !HTTPMessage.isWhole(Array(request)) {
            shutdown(connection, Int32(SHUT_WR))
        }
        if let caller, !LineSocket.waits(for: connection, while: caller) { return [] }
        return LineSocket.read(connection) { _ in false }
    }
}
