/// Places an order in two phases: stock is reserved, then the money is taken; if that fails, what
/// was reserved is given back. A value of what to do next, so that it goes on after a restart.
///
///     begin ──▶ reserving ──(reserved)──▶ paying ──(paid)──▶ placed
///                   └──(short)──▶ refused     └──(failed)──▶ releasing ──(released)──▶ refused
package enum Placement: Hashable, Sendable {
    /// Reserve these lines, all or none.
    case reserving([Wanted])
    /// Take the money.
    case paying([Wanted])
    /// Give back what was reserved.
    case releasing([Wanted])
    /// Reserved and paid.
    case placed([Wanted])
    /// Nothing is reserved and nothing was paid.
    case refused

    /// What happened outside.
    package enum Event: Hashable, Sendable {
        case reserved, short, paid, paymentFailed, released
    }

    /// Begins with the lines of an order.
    package init(_ lines: [Wanted]) { self = .reserving(lines) }

    /// The next phase after something happened; the same event twice changes nothing more.
    package func after(_ event: Event) -> Placement {
        switch (self, event) {
        case (.reserving(let lines), .reserved): .paying(lines)
        case (.reserving, .short): .refused
        case (.paying(let lines), .paid): .placed(lines)
        case (.paying(let lines), .paymentFailed): .releasing(lines)
        case (.releasing, .released): .refused
        default: self
        }
    }

    /// Does the part of the phase that concerns the stock, and says what happened; nothing in
    /// phases that wait for money or are over.
    package func run(on stock: inout StockLedger) throws(InvoicingError) -> Event? {
        switch self {
        case .reserving(let lines):
            do {
                try stock.reserve(lines)
                return .reserved
            } catch .shortage {
                return .short
            }
        case .releasing(let lines):
            for line in lines { try stock.release(line.line) }
            return .released
        case .paying, .placed, .refused: return nil
        }
    }
}
