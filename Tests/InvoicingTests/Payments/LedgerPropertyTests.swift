import Invoicing
import Money
import Seeds
import Testing

struct LedgerPropertyTests {
    @Test func `no heap of claims breaks an invariant`() throws {
        for seed in 0..<1_500 as Range<UInt64> {
            var random = SeededGenerator(seed: seed)
            let claims = ClaimMaker.heap(Int.random(in: 1...60, using: &random), using: &random)
            try LedgerCheck(Ledger(claims), seed).run()
        }
    }

    @Test func `the same claims in the same order always come to the same`() {
        for seed in 0..<100 as Range<UInt64> {
            var random = SeededGenerator(seed: seed)
            let claims = ClaimMaker.heap(50, using: &random)
            let ledger = Ledger(claims)
            #expect(Ledger(claims) == ledger)
            #expect(Ledger(ledger.claims).balances == ledger.balances)
        }
    }

    @Test func `a claim that arrives twice changes nothing`() {
        for seed in 0..<200 as Range<UInt64> {
            var random = SeededGenerator(seed: seed)
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
            var random = SeededGenerator(seed: seed)
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
            var random = SeededGenerator(seed: seed)
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
            try LedgerCheck(ledger, seed).run()
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
