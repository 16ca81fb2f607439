import Simulation

/// A schedule in which the engine is known to break a promise, and why it is not mended yet.
///
/// The list only shrinks: a schedule that is on it and keeps every promise, or breaks another one,
/// counts as wrong like any other.
struct OpenFault {
    let promise: Finding.Promise
    let why: String

    /// The faults that schedules of the usual length have found, by their seeds.
    static let known: [UInt64: OpenFault] = [
        9891: OpenFault(
            promise: .texts,
            why: "a snapshot shows a clone's change under one's own dot, and an edit over it errs"),
        17239: OpenFault(
            promise: .numbers,
            why: "a clone and a restored server; the cause is not found yet"),
    ]
}
