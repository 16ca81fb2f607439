package import Causality

/// The conversation between a laptop and the office about one book, as two pure machines: events
/// go in, actions come out. They know no network, no clock, no chance and no database; whoever
/// drives them composes the messages from a store, sends them, and tells what came back.
///
/// The laptop's states, and the functions that lead from one to the next:
///
///     resting  ──greet──▶ greeting
///     greeting ──stand──▶ syncing | bringing | stopped
///              ──bring──▶ bringing, since that has to be done first
///     syncing  ──stand──▶ bringing | stopped        ──bring──▶ bringing, since it holds more
///              ──applied──▶ stopped, if the states differ; greeting, if the history is another
///              ──reenter──▶ greeting
///     bringing ──offered──▶ syncing | copying | stopped | resting, if the office waits for others
///     copying  ──staged──▶ greeting                 ──stand──▶ syncing | bringing | stopped
///              ──pause──▶ copying, from the part that was lost, once it ──woke──
///     stopped  ──greet──▶ greeting, once what differed was mended
///     any other ──lose──▶ resting
///
/// The office has no states of its own: `receive` judges each request by what it is, and by where
/// the points that it names lie.
///
/// Invariants:
/// 1. Of each lane at most one request is under way; an answer to anything else is dropped.
/// 2. Nothing is pushed or pulled unless the last word of the office was to go on, and whatever was
///    under way when it said otherwise is of another history: its answer is dropped.
/// 3. The lanes do not wait for each other: what is refused or slow in one blocks nothing in the
///    other. "Retry later" holds the whole push lane, never one change.
/// 4. A laptop brings what it alone holds before it takes a snapshot. Where it has something to
///    send when it says hello, it brings before that too, since it may name what is brought.
/// 5. Every request names the points of history that its laptop knows, and the office judges each
///    by itself: any of its processes may answer it, and none has to remember a conversation.
/// 6. The office takes a change only where all points that were named are on its log.
/// 7. A book stands still only when a receipt proves that its log was once longer, or went another
///    way: who names a point that nobody knows is asked for what he holds, and it stops nobody.
package enum Session {}

extension Session {
    /// What a laptop asks; the store fills it in.
    package enum Question: Hashable, Sendable {
        /// Say hello.
        case hello
        /// Send what is unsent, from a change on that the office lacks if it said so.
        case push(lacking: Dot?)
        /// Ask for what follows the cursor.
        case pull
        /// Bring what is held of the log, from its beginning on.
        case offer
        /// Bring what is left of it.
        case rest
        /// Ask for a part of a snapshot.
        case snapshot(SnapshotQuery)
        /// Ask for what follows the chunks of a snapshot.
        case tail
    }

    /// Names one question of a laptop, so that its answer is told from that of an older one.
    package struct Ticket: Hashable, Sendable {
        /// Raised whenever what is under way no longer counts.
        package let epoch: UInt64
        /// The lane on which it was asked.
        package let lane: Lane
        /// The how-manieth question it is: an answer that comes twice is none to the next one.
        let number: UInt64
    }

    /// What runs beside what.
    package enum Lane: Hashable, Sendable {
        /// One's own changes go up.
        case push
        /// The log comes down; hello, offers and snapshots take its place.
        case pull
    }

    /// The office's answers.
    package enum Reply: Hashable, Sendable {
        case welcome(Welcome)
        case verdicts(Verdicts)
        case page(Page)
        case offered(Offered)
        case head(SnapshotHead)
        case chunk(SnapshotChunk)
        /// A standing that is not to go on, in the place of any answer.
        case standing(Standing)
    }
}
