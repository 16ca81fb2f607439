internal import CPostgreSQL
internal import Glibc
internal import Machine

/// What runs on a listener's thread.
///
/// connecting → (LISTEN accepted) → following → (connection lost) → pausing → connecting; from
/// everywhere → (stop) → the end. It waits in poll(2) only, for the socket or for the stop.
struct ListenerEar {
    let settings: ConnectionSettings
    let channels: [String]
    let backoff: Backoff
    let stopping: WakeSignal
    let tell: AsyncStream<Listener.Event>.Continuation
    private var wasListening = false
    private var hasOverflowed = false

    init(
        settings: ConnectionSettings, channels: [String], backoff: Backoff, stopping: WakeSignal,
        tell: AsyncStream<Listener.Event>.Continuation
    ) {
        self.settings = settings
        self.channels = channels
        self.backoff = backoff
        self.stopping = stopping
        self.tell = tell
    }

    mutating func listenUntilStopped() {
        var failures = 0
        var generator = SystemRandomNumberGenerator()
        while true {
            do {
                let session = try open()
                failures = 0
                if follow(session) { break }
            } catch {
                // The database is down; trying again is the whole answer.
            }
            failures += 1
            let pause = backoff.delay(afterFailures: failures, using: &generator)
            if wait(socket: -1, milliseconds: Int32(pause / .milliseconds(1)) + 1) { break }
        }
        tell.finish()
    }

    private mutating func open() throws(PostgreSQLError) -> Session {
        let session = try Session(settings)
        for channel in channels { _ = try session.run("listen \(quoted(channel))") }
        say(wasListening ? .reconnected : .listening)
        wasListening = true
        return session
    }

    /// Hands on notifications until the connection is lost (false) or the stop comes (true).
    private mutating func follow(_ session: Session) -> Bool {
        while true {
            while let notification = PQnotifies(session.handle) {
                let channel = String(cString: notification.pointee.relname)
                let payload = String(cString: notification.pointee.extra)
                PQfreemem(notification)
                say(.notified(channel: channel, payload: payload))
            }
            if wait(socket: session.socket, milliseconds: -1) { return true }
            guard PQconsumeInput(session.handle) == 1, session.isOpen else { return false }
        }
    }

    /// Whether the stop came before the socket had something or the time was over.
    private func wait(socket: Int32, milliseconds: Int32) -> Bool {
        var watched = [
            pollfd(fd: socket, events: Int16(POLLIN), revents: 0),
            pollfd(fd: stopping.descriptor, events: Int16(POLLIN), revents: 0),
        ]
        poll(&watched, 2, milliseconds)
        return watched[1].revents != 0
    }

    private mutating func say(_ event: Listener.Event) {
        if hasOverflowed {
            hasOverflowed = false
            say(.reconnected)
        }
        if case .dropped = tell.yield(event) { hasOverflowed = true }
    }
}
