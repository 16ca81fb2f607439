/// Those who wait, served in the order in which they came, each until a moment that is not before
/// that of whoever came earlier.
struct WaitingLine<Waiter> {
    private struct Place {
        let waiter: Waiter
        let deadline: ContinuousClock.Instant
    }

    private var places: [UInt64: Place] = [:]
    private var order: [UInt64] = []
    private var head = 0
    private var tickets: UInt64 = 0

    /// How many wait.
    var count: Int { places.count }

    /// A number for somebody who is about to wait.
    mutating func takeTicket() -> UInt64 {
        tickets += 1
        return tickets
    }

    mutating func append(
        _ waiter: Waiter, ticket: UInt64, until deadline: ContinuousClock.Instant
    ) {
        places[ticket] = Place(waiter: waiter, deadline: deadline)
        order.append(ticket)
    }

    /// Removes who has waited for longest.
    mutating func popFirst() -> Waiter? {
        while head < order.count {
            let place = places.removeValue(forKey: order[head])
            head += 1
            trim()
            if let place { return place.waiter }
        }
        return nil
    }

    /// Until when who has waited for longest waits.
    var firstDeadline: ContinuousClock.Instant? {
        order[head...].lazy.compactMap { places[$0]?.deadline }.first
    }

    /// Removes who no longer wants to wait.
    mutating func remove(ticket: UInt64) -> Waiter? {
        defer { if places.isEmpty { forgetOrder() } }
        return places.removeValue(forKey: ticket)?.waiter
    }

    /// Removes everybody.
    mutating func removeAll() -> [Waiter] {
        var all: [Waiter] = []
        while let waiter = popFirst() { all.append(waiter) }
        return all
    }

    /// Tickets of those who left must not pile up while nobody is served.
    private mutating func forgetOrder() {
        order.removeAll()
        head = 0
    }

    private mutating func trim() {
        guard head > 64, head * 2 > order.count else { return }
        order.removeFirst(head)
        head = 0
    }
}
