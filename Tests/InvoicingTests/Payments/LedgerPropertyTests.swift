import Invoicing
import Money
import Testing

struct LedgerPropertyTests {
    /// Sums what the ledger says each claim came to, in numbers that cannot overflow, and compares.
    private func check(_ ledger: Ledger, _ seed: UInt64) throws {
        let effect = { (reference: Reference) in Int128(ledger.effect(of: reference) ?? 0) }
        var taken: [Reference: Int128] = [:]
        var paid: [Reference: Int128] = [:]
        var brought: [Reference: Int128] = [:]
        var credited: [Reference: Int128] = [:]
        var allocations: [Reference: (Reference, Reference)] = [:]
        for claim in ledger.claims {
            if case .allocation(let from, let to, _) = claim.statement {
                allocations[claim.reference] = (from, to)
            }
        }
        for claim in ledger.claims {
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
                taken[from, default: 0] += units
                paid[to, default: 0] += units
            case .release(let allocation, let amount):
                #expect(units <= max(0, amount.minorUnits))
                guard let (from, to) = allocations[allocation] else {
                    #expect(units == 0)
                    continue
                }
                taken[from, default: 0] -= units
                paid[to, default: 0] -= units
            case .creditNote(let note): credited[note.invoice, default: 0] += units
            case .invoice, .void: break
            }
        }
        for claim in ledger.claims {
            switch claim.statement {
            case .payment:
                let left = try #require(ledger.left(of: claim.reference))
                let all = brought[claim.reference] ?? 0
                #expect(left.minorUnits >= 0 && all >= 0)
                #expect(
                    Int128(left.minorUnits) + (taken[claim.reference] ?? 0) == all, "seed \(seed)")
            case .creditNote:
                let left = Int128(ledger.left(of: claim.reference)?.minorUnits ?? 0)
                #expect(left + (taken[claim.reference] ?? 0) <= effect(claim.reference))
            case .invoice(let invoice):
                let balance = try #require(try ledger.balance(of: claim.reference))
                #expect(
                    Int128(balance.paid.minorUnits) == paid[claim.reference] ?? 0, "seed \(seed)")
                #expect(balance.open.minorUnits >= 0)
                let notes = credited[claim.reference] ?? 0
                #expect(Int128(balance.credited.minorUnits) <= notes)
                #expect(notes <= Int128(max(0, invoice.creditable.minorUnits)))
                let lines = try #require(ledger.creditableLines(of: claim.reference))
                #expect(zip(lines, invoice.lines).allSatisfy { $0.0 >= 0 && $0.0 <= max(0, $0.1) })
            default: break
            }
        }
    }

    @Test func `no heap of claims breaks an invariant`() throws {
        for seed in 0..<1_500 as Range<UInt64> {
            var random = SplitMix64(seed: seed)
            let claims = ClaimMaker.heap(Int.random(in: 1...60, using: &random), using: &random)
            try check(Ledger(claims), seed)
        }
    }

    @Test func `the same claims in the same order always come to the same`() {
        for seed in 0..<100 as Range<UInt64> {
            var random = SplitMix64(seed: seed)
            let claims = ClaimMaker.heap(50, using: &random)
            let ledger = Ledger(claims)
            #expect(Ledger(claims) == ledger)
            #expect(Ledger(ledger.claims).balances == ledger.balances)
        }
    }

    @Test func `a claim that arrives twice changes nothing`() {
        for seed in 0..<200 as Range<UInt64> {
            var random = SplitMix64(seed: seed)
            let claims = ClaimMaker.heap(40, using: &random)
            let first = Ledger(claims)
            var again = claims
            for _ in 0..<10 {
                let place = Int.random(in: 0..<claims.count, using: &random)
                if let stands = first.claims.first(where: {
                    $0.reference == claims[place].reference
                }) {
                    again.append(stands)
                }
            }
            #expect(Ledger(again) == first)
        }
    }

    @Test func `whoever comes later is clipped, never what came before`() {
        for seed in 0..<400 as Range<UInt64> {
            var random = SplitMix64(seed: seed)
            let claims = ClaimMaker.heap(40, using: &random)
            let before = Ledger(claims)
            let late = ClaimMaker.claim(900, among: 40, &random)
            switch late.statement {
            case .allocation, .refund, .release, .creditNote:
                let after = Ledger(claims + [late])
                for claim in before.claims {
                    #expect(after.effect(of: claim.reference) == before.effect(of: claim.reference))
                }
            default: continue
            }
        }
    }

    @Test func `what is accepted where all is known takes effect in full`() throws {
        var accepted = 0
        for seed in 0..<60 as Range<UInt64> {
            var random = SplitMix64(seed: seed)
            var ledger = Ledger([])
            for id in 0..<60 as Range<UInt64> {
                let claim = ClaimMaker.claim(id, among: 60, &random)
                guard let next = try? ledger.accepting(claim) else { continue }
                accepted += 1
                switch claim.statement {
                case .allocation(_, _, let amount), .refund(_, let amount), .release(_, let amount),
                    .reversal(_, let amount):
                    #expect(next.effect(of: claim.reference) == amount.minorUnits)
                case .creditNote(let note):
                    #expect(next.effect(of: claim.reference) == note.total.minorUnits)
                case .payment, .invoice, .void: break
                }
                #expect(
                    next.conflicts.filter { !$0.isDuplicate && !$0.isOnVoid && !$0.isReversed }
                        == [])
                ledger = next
            }
            try check(ledger, seed)
        }
        #expect(accepted > 500)
    }
}

extension Ledger {
    fileprivate var balances: [Amount?] { claims.map { try? balance(of: $0.reference)?.open } }
}

extension LedgerConflict {
    fileprivate var isDuplicate: Bool { if case .probableDuplicate = self { true } else { false } }

    /// A void or a reversal takes effect before what was accepted earlier.
    fileprivate var isOnVoid: Bool { if case .claimOnVoid = self { true } else { false } }

    fileprivate var isReversed: Bool {
        switch self {
        case .overAllocated, .overRefunded, .overCredited, .overCreditedLine: true
        default: false
        }
    }
}
