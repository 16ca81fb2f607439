import Invoicing
import Money
import Testing

/// Sums what a ledger says each claim came to, in numbers that cannot overflow, and compares with
/// the balances that it gives.
struct LedgerCheck {
    private let ledger: Ledger
    private let seed: UInt64
    private var taken: [Reference: Int128] = [:]
    private var paid: [Reference: Int128] = [:]
    private var brought: [Reference: Int128] = [:]
    private var credited: [Reference: Int128] = [:]
    private var allocations: [Reference: (from: Reference, to: Reference)] = [:]

    init(_ ledger: Ledger, _ seed: UInt64) {
        self.ledger = ledger
        self.seed = seed
        for claim in ledger.claims {
            if case .allocation(let from, let to, _) = claim.statement {
                allocations[claim.reference] = (from, to)
            }
        }
        for claim in ledger.claims { count(claim) }
    }

    private func effect(_ claim: Reference) -> Int128 { Int128(ledger.effect(of: claim) ?? 0) }

    private mutating func count(_ claim: Claim) {
        let units = effect(claim.reference)
        #expect(units >= 0)
        switch claim.statement {
        case .payment(let payment):
            brought[claim.reference, default: 0] += Int128(max(0, payment.amount.minorUnits))
        case .reversal(let payment, let amount):
            #expect(units <= max(0, amount.minorUnits))
            brought[payment, default: 0] -= units
        case .refund(let source, let amount):
            #expect(units <= max(0, amount.minorUnits))
            taken[source, default: 0] += units
        case .allocation(let from, let to, let amount):
            #expect(units <= max(0, amount.minorUnits))
            move(units, from, to)
        case .release(let allocation, let amount):
            #expect(units <= max(0, amount.minorUnits))
            if let named = allocations[allocation] {
                move(-units, named.from, named.to)
            } else {
                #expect(units == 0)
            }
        case .creditNote(let note): credited[note.invoice, default: 0] += units
        case .invoice, .void: break
        }
    }

    private mutating func move(_ units: Int128, _ from: Reference, _ to: Reference) {
        taken[from, default: 0] += units
        paid[to, default: 0] += units
    }

    func run() throws {
        for claim in ledger.claims {
            switch claim.statement {
            case .payment:
                let left = try #require(ledger.left(of: claim.reference))
                let all = brought[claim.reference] ?? 0
                #expect(left.minorUnits >= 0 && all >= 0)
                let used = taken[claim.reference] ?? 0
                #expect(Int128(left.minorUnits) + used == all, "seed \(seed)")
            case .creditNote:
                let left = Int128(ledger.left(of: claim.reference)?.minorUnits ?? 0)
                #expect(left + (taken[claim.reference] ?? 0) <= effect(claim.reference))
            case .invoice(let invoice): try check(invoice, claim.reference)
            default: break
            }
        }
    }

    private func check(_ invoice: InvoiceClaim, _ reference: Reference) throws {
        let balance = try #require(try ledger.balance(of: reference))
        #expect(Int128(balance.paid.minorUnits) == paid[reference] ?? 0, "seed \(seed)")
        #expect(balance.open.minorUnits >= 0)
        let notes = credited[reference] ?? 0
        #expect(Int128(balance.credited.minorUnits) <= notes)
        #expect(notes <= Int128(max(0, invoice.creditable.minorUnits)))
        let lines = try #require(ledger.creditableLines(of: reference))
        for (left, line) in zip(lines, invoice.lines) {
            #expect(left >= 0 && left <= max(0, line))
        }
    }
}
