import Invoicing
import Money
import Seeds
import Testing

struct StockTests {
    private let product = Samples.reference(1)

    private func wish(_ line: UInt64, _ quantity: Decimal, of product: UInt64 = 1) -> Wanted {
        Wanted(
            line: Samples.reference(line), product: Samples.reference(product), quantity: quantity)
    }

    @Test func `all lines of an order are reserved or none`() throws {
        var stock = StockLedger()
        try stock.move(product, by: 10)
        let before = stock
        let missing = Shortage.Missing(product: Samples.reference(2), asked: 1, available: 0)
        #expect(throws: InvoicingError.shortage(Shortage(missing: [missing]))) {
            try stock.reserve([wish(10, 4), wish(11, 1, of: 2)])
        }
        #expect(stock == before)
        try stock.reserve([wish(10, 4), wish(11, 6)])
        #expect(try stock.available(product) == 0)
        #expect(throws: InvoicingError.self) { try stock.reserve([wish(12, 1)]) }
        #expect(throws: InvoicingError.self) { try stock.reserve([wish(10, 1)]) }
        #expect(throws: InvoicingError.self) { try stock.reserve([wish(13, 0)]) }
    }

    @Test func `two lines of one order count together`() throws {
        var stock = StockLedger()
        try stock.move(product, by: 10)
        let missing = Shortage.Missing(product: product, asked: 6, available: 4)
        #expect(throws: InvoicingError.shortage(Shortage(missing: [missing]))) {
            try stock.reserve([wish(10, 6), wish(11, 6)])
        }
    }

    @Test func `what was promised offline comes back as back-ordered where there is none`() throws {
        var stock = StockLedger()
        try stock.move(product, by: 5)
        #expect(try stock.decide(provisional: wish(10, 4)).backOrdered == 0)
        let second = try stock.decide(provisional: wish(11, 4))
        #expect(second.firm == 1 && second.backOrdered == 3)
        #expect(throws: InvoicingError.self) { try stock.fulfil(Samples.reference(11)) }
        try stock.fulfil(Samples.reference(10))
        #expect(stock.onHand(product) == 1 && stock.reserved(product) == 1)
    }

    @Test func `a failed payment gives back what was reserved`() throws {
        var stock = StockLedger()
        try stock.move(product, by: 5)
        var placement = Placement([wish(10, 5)])
        #expect(try placement.run(on: &stock) == .reserved)
        placement = placement.after(.reserved)
        #expect(placement == .paying([wish(10, 5)]))
        #expect(try placement.run(on: &stock) == nil)
        placement = placement.after(.paymentFailed)
        #expect(try placement.run(on: &stock) == .released)
        // A restart in between releases once more, which changes nothing.
        #expect(try placement.run(on: &stock) == .released)
        #expect(placement.after(.released) == .refused)
        #expect(placement.after(.paid) == placement)
        #expect(try stock.available(product) == 5)
        var other = Placement([wish(11, 6)])
        #expect(try other.run(on: &stock) == .short)
        other = other.after(.short)
        #expect(other == .refused && other.after(.paid) == .refused)
    }

    @Test func `more than can be counted is an error and changes nothing`() throws {
        var stock = StockLedger()
        try stock.move(product, by: Decimal(.max))
        let before = stock
        #expect(throws: InvoicingError.money(.overflow)) { try stock.move(product, by: 1) }
        #expect(stock == before)
    }

    @Test(arguments: 0..<60 as Range<UInt64>)
    func `nothing is ever sold twice`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var stock = StockLedger()
        var held: [UInt64: Decimal] = [:]
        var onHand = Decimal(0)
        for line in 0..<200 as Range<UInt64> {
            let quantity = Decimal(Int64.random(in: 1...40, using: &random), scale: 1)
            switch Int.random(in: 0..<6, using: &random) {
            case 0:
                try stock.move(product, by: quantity)
                onHand = try onHand + quantity
            case 1...2:
                if (try? stock.reserve([wish(line, quantity)])) != nil { held[line] = quantity }
            case 3: held[line] = try stock.decide(provisional: wish(line, quantity)).firm
            case 4:
                let chosen = held.keys.sorted().randomElement(using: &random) ?? 0
                try stock.release(Samples.reference(chosen))
                held[chosen] = nil
            default:
                let chosen = held.keys.sorted().randomElement(using: &random) ?? 0
                if (try? stock.fulfil(Samples.reference(chosen))) != nil, let out = held[chosen] {
                    onHand = try onHand - out
                    held[chosen] = nil
                }
            }
            var sum = Decimal(0)
            for quantity in held.values { sum = try sum + quantity }
            #expect(stock.onHand(product) == onHand && stock.reserved(product) == sum)
            #expect(sum <= onHand && !stock.isNegative(product))
            #expect(try stock.available(product) == onHand - sum)
        }
    }
}
