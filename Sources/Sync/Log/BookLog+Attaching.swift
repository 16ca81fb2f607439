/// A book that was kept on one laptop alone goes up to a server that has never seen it.
///
/// Its log was never compacted, and nobody has judged it: it is taken from its first change on, and
/// nothing in it is refused by a rule, since all of it has happened already.
extension BookLog {
    /// Lets a device bring its own book; `false` if there is something in this one already. Until
    /// it is finished, everybody else waits.
    package mutating func beginAttaching(from device: DeviceID) -> Bool {
        guard head == .start, !isRecovering else { return false }
        attaching = device
        return true
    }

    /// From now on changes are judged.
    package mutating func finishAttaching() { attaching = nil }

    /// Finishes once the device says hello and has nothing more to send.
    package mutating func finishAttaching(after hello: Hello) {
        guard attaching == hello.device, hello.lanes.isEmpty, !isRecovering else { return }
        finishAttaching()
    }
}
