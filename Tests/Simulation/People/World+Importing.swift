import Bytes
import Sync

/// How somebody brings another book into this one.
extension World {
    /// The other book looks like this one did on the laptop; its records come under ids of their
    /// own, each as one change.
    mutating func importBook(on laptop: Int) throws(Finding) {
        // What was damaged is no book that anybody could tell from another.
        guard !laptops[laptop].disk.isDamaged else { return }
        let copy = laptops[laptop].disk.copy
        let schema = Trade.schema(isOld: laptops[laptop].isOld)
        var dice = dice
        let imported = Import(of: Trade.subjects.map { copy[$0] }, schema: schema) {
            .random(using: &dice)
        }
        self.dice = dice
        let records = sabotage.imported(imported)
        let views = Trade.subjects.map { View(of: $0, on: copy) }
        try Checker.imported(records, as: imported.ids, of: views)
        if isTold { tell("\(laptops[laptop].name): somebody imports \(records.count) records") }
        tally.count(.imported)
        for writes in records {
            let intents = writes.map { Intent($0) }
            guard try save(writes, meaning: intents, over: .nothing, on: laptop) != nil else {
                return
            }
        }
    }
}
