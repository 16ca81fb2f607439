import Bytes
import Causality
import Seeds
import Sync

/// A random history: a few replicas that write to a few registers, each over some of what exists.
///
/// Its writers name more than honest ones would: dots of other registers, dots of refused changes,
/// and now and then a dot that nobody ever made.
struct History {
    private(set) var events: [Event] = []
    private(set) var definition = SetOfChanges()
    private var dots: [Dot] = []

    init(using random: inout SeededGenerator) {
        var writers = (1...3).map { Writer(UInt8($0)) }
        for time in 1...(2 + random.next() % 24) {
            let index = Int(random.next() % 3)
            let replaced = dots.filter { _ in random.next() % 4 == 0 }
            let named = random.next() % 40 == 0 ? replaced + [Self.unmade] : replaced
            let value: Value? = random.next() % 6 == 0 ? nil : .integer(Int64(random.next() % 3))
            let change = writers[index].write(
                value, to: Self.keys[Int(random.next() % 3)], over: named, at: time)
            dots.append(change.dot)
            take(change, isRefused: random.next() % 5 == 0)
        }
    }

    private mutating func take(_ change: Change, isRefused: Bool) {
        if isRefused {
            definition.refuse(change)
            events.append(.refused(change))
        } else {
            definition.accept(change)
            events.append(.accepted(change))
        }
    }

    /// A dot that no history ever holds.
    static let unmade = Dot(
        replica: ReplicaID(bytes: [UInt8](repeating: 77, count: 16))!, counter: 1)

    private static let keys = [
        RegisterKey(1), RegisterKey(2), RegisterKey(3, element: Value.text("vip").encoded),
    ]
}
