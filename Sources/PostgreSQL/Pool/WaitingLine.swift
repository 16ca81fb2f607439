/// Those who wait, served in the order in which they came.
struct WaitingLine<Waiter> {
    private var waiters: [UInt64: Waiter] = [:]
    private var order: [UInt64] = []
    private var head = 0
    private var tickets: UInt64 = 0

    /// How many wait.
    var count: Int { waiters.count }

    /// A number for somebody who is about to wait.
    mutating func takeTicket() -> UInt64 {
        tickets += 1
        return tickets
    }

    mutating func append(_ waiter: Waiter, ticket: UInt64) {
        waiters[ticket] = waiter
        order.append(ticket)
    }

    /// Removes who has waited for longest.
    mutating func popFirst() -> Waiter? {
        while head < order.count {
            let waiter = waiters.removeValue(forKey: order[head])
            head += 1
            trim()
            if let waiter { return waiter }
        }
        return nil
    }

    /// Removes who no longer wants to wait.
    mutating func remove(ticket: UInt64) -> Waiter? {
        defer { if waiters.isEmpty { forgetOrder() } }
        return waiters.removeValue(forKey: ticket)
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
