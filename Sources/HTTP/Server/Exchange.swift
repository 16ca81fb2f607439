import CMicroHTTPD
import Glibc
import HTTP
import Synchronization

/// One request and its answer.
///
///     began ──head──▶ receiving ──last byte──▶ running ──▶ answered ──queue──▶ sending
///       ├──refusal──▶ refusing ──last byte──────────────────────────queue──────▶┤
///       └──streamed──▶ streaming ──last byte──▶ suspended ──▶ answered ──queue──▶┤
///                          └──▶ answeredEarly ──last byte───────────queue──────▶┘
///
/// A streamed body meets its handler while it arrives; what the handler has left unread when it
/// answers is thrown away, for the library takes no answer in the middle of a body.
///
/// A handler that waits leaves its connection suspended (`suspended`) until it has answered; one
/// that does not wait is answered on the spot. One that pauses has ended, and there is no task for
/// it until it goes on. All of it but `answer` happens on the library's thread; the lock is for
/// that one meeting.
final class Exchange: Sendable {
    let core: ServerCore
    let connection: Connection
    let handle: ConnectionHandle
    let target: String
    // Where the target ended in the library's memory: the version stands right behind it, unless a
    // NUL hid the rest of the target.
    private let targetEnd: UInt
    let state = Mutex(State())

    enum Phase {
        case began
        case receiving
        case refusing(Refusal)
        case streaming(RequestStream)
        case answeredEarly(Response)
        case running
        case suspended
        case answered(Response)
        case sending
    }

    struct State {
        var phase = Phase.began
        var request: Request?
        var match = Router.Match.notFound
        var body: [UInt8] = []
        var bodyBytesMax = 0
        var discardedByteCount = 0
        var task: Task<Void, Never>?
        // Who goes on after the pause that the handler has got to, and how many there were.
        var resting: Handler?
        var pauseCount = 0
        var incoming: RequestStream?
        var stream: ResponseStream?
        var isCancelled = false
        var record = Record()
    }

    /// What the access log will say.
    struct Record {
        var method = Method("")
        var route: String?
        var status: Status?
        var bodyByteCount = 0
        var requestID = ""
        var start = ContinuousClock.now
    }

    init(
        core: ServerCore, connection: Connection, handle: ConnectionHandle,
        target: UnsafePointer<CChar>
    ) {
        self.core = core
        self.connection = connection
        self.handle = handle
        self.target = String(cString: target)
        targetEnd = UInt(bitPattern: target) + UInt(strlen(target))
    }

    /// Goes one step further; false closes the connection.
    func advance(
        _ pointer: OpaquePointer, _ method: UnsafePointer<CChar>?,
        _ version: UnsafePointer<CChar>?, _ part: UnsafeRawBufferPointer
    ) -> Bool {
        guard connection.isWelcome else { return false }
        switch state.withLock({ $0.phase }) {
        case .began:
            guard UInt(bitPattern: version) == targetEnd + 1 else { return false }
            return take(Head(method: method, of: pointer), pointer)
        case .receiving where part.isEmpty: return run(pointer)
        case .receiving: return receive(part)
        case .refusing(let refusal) where part.isEmpty: return refuse(refusal, pointer)
        case .refusing: return discard(part.count)
        case .streaming(let stream) where part.isEmpty: return finish(stream, pointer)
        case .streaming(let stream): return receive(part, into: stream)
        case .answeredEarly(let response) where part.isEmpty: return queue(response, pointer)
        case .answeredEarly: return discard(part.count)
        case .answered(let response): return queue(response, pointer)
        case .running, .suspended, .sending: return true
        }
    }

    /// The library is done: tells the log, and lets go of everything.
    func completed(isComplete: Bool) {
        let now = ContinuousClock.now
        connection.expect(
            by: now + .seconds(Int(core.configuration.deadlines.idleSeconds))
                + core.configuration.deadlines.header)
        let (record, stream, task, incoming) = state.withLock {
            ($0.record, $0.stream, $0.task, $0.incoming)
        }
        incoming?.finish(.failure(Refusal.brokenOff))
        stream?.abandon()
        task?.cancel()
        core.retire(self)
        guard let status = record.status else { return }
        core.configuration.hooks.answered(
            HTTPServer.Access(
                method: record.method, route: record.route, status: status,
                bodyByteCount: stream?.takenByteCount ?? record.bodyByteCount,
                duration: now - record.start, requestID: record.requestID, isComplete: isComplete))
    }
}
