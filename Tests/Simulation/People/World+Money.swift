import Bytes
import Sync

/// How people record what happened to money.
extension World {
    mutating func handleMoney(on laptop: Int) throws(Finding) {
        switch dice.below(10) {
        case 0..<4: try pay(on: laptop)
        case 4, 5: try state(Trade.allocation, on: laptop, from: source(on: laptop), isPaying: true)
        case 6: try state(Trade.refund, on: laptop, from: source(on: laptop))
        case 7:
            try state(Trade.reversal, on: laptop, from: pick(Trade.payment, on: laptop))
        case 8:
            try state(Trade.release, on: laptop, from: pick(Trade.allocation, on: laptop))
        default: try credit(on: laptop)
        }
    }

    /// A client paid, mostly for an invoice.
    private mutating func pay(on laptop: Int) throws(Finding) {
        let payment = mint(Trade.payment)
        let amount = Int64(1 + dice.below(8))
        var intents = [intent(payment, Statement(amount: amount))]
        if dice.happens(percent: 70), let invoice = pick(Trade.document, on: laptop) {
            let part = Statement(amount: amount, from: payment.id, to: invoice.id)
            intents.append(intent(mint(Trade.allocation), part))
        }
        if dice.happens(percent: 10) {
            // Something that has not happened goes along: the whole can be refused.
            let value = dice.happens(percent: 50) ? Trade.disliked : Value.integer(1)
            let client = Trade.key(Trade.client, 1)
            let note = RegisterAddress(record: client, register: Trade.note)
            intents.append(Intent(note, value, over: []))
        }
        if isTold { tell("\(laptops[laptop].name): somebody records a payment of \(amount)") }
        let change = try save(intents.map(\.write), meaning: intents, over: .nothing, on: laptop)
        if change != nil { tally.count(.paid) }
    }

    private mutating func source(on laptop: Int) -> RecordKey? {
        dice.happens(percent: 70)
            ? pick(Trade.payment, on: laptop) : pick(Trade.document, on: laptop)
    }

    private mutating func state(
        _ collection: UInt32, on laptop: Int, from named: RecordKey?, isPaying: Bool = false
    ) throws(Finding) {
        guard let named else { return }
        var statement = Statement(amount: Int64(1 + dice.below(6)), from: named.id)
        if isPaying {
            guard let invoice = pick(Trade.document, on: laptop) else { return }
            statement.to = invoice.id
        }
        let key = mint(collection)
        let intents = [intent(key, statement)]
        if isTold {
            tell("\(laptops[laptop].name): \(key.short) of \(statement.amount) from \(named.short)")
        }
        _ = try save(intents.map(\.write), meaning: intents, over: .nothing, on: laptop)
    }

    private func intent(_ key: RecordKey, _ statement: Statement) -> Intent {
        Intent(RegisterAddress(record: key, register: 1), statement.value, over: [])
    }
}
