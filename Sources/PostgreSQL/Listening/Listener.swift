internal import Dispatch
package import Machine

/// Hears what others NOTIFY, on a connection and a thread of its own, until it is stopped.
///
/// Notifications are lost while the connection is down or when nobody takes the events for long;
/// then `reconnected` says so, and who listens reads the tables again.
package final class Listener: Sendable {
    /// What the listener has to tell.
    package enum Event: Sendable, Hashable {
        /// From now on notifications arrive.
        case listening
        /// Somebody notified a channel.
        case notified(channel: String, payload: String)
        /// Notifications arrive again; some may have been missed.
        case reconnected
    }

    /// What happens, in order. For one reader; it ends when the listener is stopped.
    package let events: AsyncStream<Event>
    private let stopping = WakeSignal()

    /// Starts to listen to these channels.
    package init(
        _ settings: ConnectionSettings, channels: [String],
        backoff: Backoff = Backoff(first: .milliseconds(100), longest: .seconds(5)),
        pendingEventsMax: Int = 4_096
    ) {
        let (events, continuation) = AsyncStream.makeStream(
            of: Event.self, bufferingPolicy: .bufferingNewest(pendingEventsMax))
        self.events = events
        let stopping = stopping
        continuation.onTermination = { _ in stopping.wake() }
        DispatchQueue(label: "counterfoil.postgresql.listener").async {
            var ear = ListenerEar(
                settings: settings, channels: channels, backoff: backoff, stopping: stopping,
                tell: continuation)
            ear.listenUntilStopped()
        }
    }

    /// Ends the listening and, with it, the events.
    package func stop() { stopping.wake() }

    deinit { stopping.wake() }
}
