import Invoicing
import Money
import Seeds

/// Makes claims for tests, and random heaps of them that nobody honest would write.
struct ClaimMaker {
    static let client = Samples.reference(1_000)
    static let dollar = try! Currency("USD")

    static func payment(_ id: UInt64, _ units: Int64, _ currency: Currency = Samples.euro) -> Claim
    {
        let date = try! CivilDate("2026-11-21").adding(days: Int(id % 50))
        return Claim(
            Samples.reference(id),
            .payment(Payment(client: client, amount: Samples.amount(units, currency), date: date)))
    }

    static func invoice(_ id: UInt64, _ units: Int64, lines: [Int64] = []) -> Claim {
        let claim = InvoiceClaim(
            client: client, payable: Samples.amount(units), creditable: Samples.amount(units),
            lines: lines)
        return Claim(Samples.reference(id), .invoice(claim))
    }

    static func credit(
        _ id: UInt64, of invoice: UInt64, _ units: Int64, lines: [(Int, Int64)] = []
    ) -> Claim {
        let claim = CreditClaim(
            client: client, invoice: Samples.reference(invoice), total: Samples.amount(units),
            lines: lines.map { line, units in CreditClaim.CreditedLine(line: line, units: units) })
        return Claim(Samples.reference(id), .creditNote(claim))
    }

    static func allocate(_ id: UInt64, _ from: UInt64, _ to: UInt64, _ units: Int64) -> Claim {
        Claim(
            Samples.reference(id),
            .allocation(
                from: Samples.reference(from), to: Samples.reference(to), Samples.amount(units)))
    }

    static func release(_ id: UInt64, of allocation: UInt64, _ units: Int64) -> Claim {
        Claim(
            Samples.reference(id),
            .release(of: Samples.reference(allocation), Samples.amount(units)))
    }

    static func refund(_ id: UInt64, of source: UInt64, _ units: Int64) -> Claim {
        Claim(Samples.reference(id), .refund(of: Samples.reference(source), Samples.amount(units)))
    }

    static func reversal(_ id: UInt64, of payment: UInt64, _ units: Int64) -> Claim {
        Claim(
            Samples.reference(id), .reversal(of: Samples.reference(payment), Samples.amount(units)))
    }

    static func void(_ id: UInt64, of document: UInt64) -> Claim {
        Claim(Samples.reference(id), .void(of: Samples.reference(document)))
    }

    /// Claims that name each other at random, in any order, some twice, some of nothing, some of
    /// more than there is money in the world.
    static func heap(_ count: Int, using random: inout SeededGenerator) -> [Claim] {
        var claims = (0..<count).map { claim(UInt64($0), among: UInt64(count), &random) }
        for _ in 0..<count / 8 {
            let copy = claims.randomElement(using: &random)!
            claims.append(copy)
            claims.append(Claim(copy.reference, .void(of: copy.reference)))
        }
        claims.shuffle(using: &random)
        return claims
    }

    static func claim(
        _ id: UInt64, among count: UInt64, _ random: inout SeededGenerator
    ) -> Claim {
        let named = { (random: inout SeededGenerator) in
            UInt64.random(in: 0..<count + 2, using: &random)
        }
        let units = amount(&random)
        switch Int.random(in: 0..<14, using: &random) {
        case 0...2:
            return payment(
                id, units, Int.random(in: 0..<9, using: &random) == 0 ? dollar : Samples.euro)
        case 3...4: return invoice(id, units, lines: [units / 2, amount(&random)])
        case 5:
            return credit(
                id, of: named(&random), units,
                lines: [(Int.random(in: -1...2, using: &random), amount(&random))])
        case 6...9: return allocate(id, named(&random), named(&random), units)
        case 10: return release(id, of: named(&random), units)
        case 11: return refund(id, of: named(&random), units)
        case 12: return reversal(id, of: named(&random), units)
        default: return void(id, of: named(&random))
        }
    }

    private static func amount(_ random: inout SeededGenerator) -> Int64 {
        switch Int.random(in: 0..<12, using: &random) {
        case 0: Int64.random(in: .min...0, using: &random)
        case 1: [0, 1, .max, .max - 1, .min].randomElement(using: &random)!
        default: Int64.random(in: 1...200, using: &random)
        }
    }
}
