import Bytes
import Causality
import Invoicing
import Sync

/// How drafts become documents, each with a number of its laptop's series.
extension World {
    mutating func issue(on laptop: Int) throws(Finding) {
        let draft = Trade.key(Trade.draft, UInt8(1 + dice.below(2)))
        let form = form(of: draft, on: laptop)
        guard form.view.looks[RegisterKey(Life.register)] != nil else { return }
        let document = mint(Trade.document)
        let doing = Doing.issue(document.id)
        try publish(
            document, Int64(4 + dice.below(6)), correcting: nil, on: laptop,
            with: doing.writes(over: form.sight),
            meaning: form.view.intents(of: doing), over: Shown(in: form.view, to: doing))
    }

    /// Somebody issues a credit note for an invoice.
    mutating func credit(on laptop: Int) throws(Finding) {
        guard let invoice = pick(Trade.document, on: laptop) else { return }
        try publish(
            mint(Trade.document), Int64(1 + dice.below(6)), correcting: invoice.id, on: laptop,
            with: [], meaning: [], over: .nothing)
    }

    private mutating func publish(
        _ document: RecordKey, _ total: Int64, correcting invoice: RecordID?, on laptop: Int,
        with writes: [Write], meaning intents: [Intent], over shown: Shown
    ) throws(Finding) {
        let (series, number) = nextNumber(on: laptop)
        let statement = Intent(
            RegisterAddress(record: document, register: 1),
            Statement(amount: total, from: invoice, number: number.text).value, over: [])
        if isTold { tell("\(laptops[laptop].name): somebody issues \(number.text)") }
        let mark = sabotage.mark(after: number, on: laptops[laptop])
        let change = try save(
            writes + [statement.write], meaning: intents + [statement], over: shown, on: laptop,
            beside: { $0.series = series },
            before: { $0.mark = mark })
        if change != nil { tally.count(.issued) }
    }

    mutating func mint(_ collection: UInt32) -> RecordKey {
        let key = RecordKey(collection: collection, id: .random(using: &dice))
        minted[collection, default: []].append(key)
        return key
    }

    /// A record of a collection that a laptop holds.
    mutating func pick(_ collection: UInt32, on laptop: Int) -> RecordKey? {
        let all = minted[collection] ?? []
        guard let key = dice.one(of: all) else { return nil }
        return laptops[laptop].disk.copy[key].registers.isEmpty ? nil : key
    }
}

extension Intent {
    /// The write that says what is meant.
    var write: Write { Write(address: address, value: value, replaces: over.sorted()) }
}
