import Bytes
import Causality
import Sync

/// What people do.
extension World {
    /// Somebody opens a record and leaves it open.
    mutating func open(on laptop: Int) {
        guard let key = dice.one(of: Trade.subjects) else { return }
        laptops[laptop].forms.append(form(of: key, on: laptop))
    }

    /// Somebody saves what he has open, or opens and saves at once.
    mutating func save(on laptop: Int) throws(Finding) {
        guard let key = dice.one(of: Trade.subjects) else { return }
        if laptops[laptop].forms.isEmpty || dice.happens(percent: 40) {
            laptops[laptop].forms.append(form(of: key, on: laptop))
        }
        let index = dice.below(laptops[laptop].forms.count)
        var form = laptops[laptop].forms[index]
        let shown = form.shown
        if bug == .dotsTakenAtSave { form = self.form(of: form.sight.record, on: laptop) }
        let writes = deed(over: form.sight)
        guard !writes.isEmpty else { return }
        try Checker.informed(writes, shown: shown)
        let change = commit(writes, on: laptop)
        if dice.happens(percent: 50) {
            laptops[laptop].forms.remove(at: index)
        } else {
            form.sight.saved(change)
            form.shown.own = shown.own.union([change.dot])
            laptops[laptop].forms[index] = form
        }
    }

    private mutating func commit(_ writes: [Write], on laptop: Int) -> Change {
        let replica = laptops[laptop].replica ?? .random(using: &dice)
        laptops[laptop].replica = replica
        let change = laptops[laptop].disk.save(
            writes, as: replica, milliseconds: laptops[laptop].time(at: now))
        promises.make(change.payload)
        tally.count(.saved)
        if dice.happens(percent: 10) { laptops[laptop].backups.append(laptops[laptop].disk) }
        return change
    }

    private func form(of key: RecordKey, on laptop: Int) -> Form {
        let disk = laptops[laptop].disk
        return Form(sight: disk.open(key), shown: Shown(disk))
    }

    private mutating func deed(over sight: Sight) -> [Write] {
        let life = RegisterKey(Life.register)
        guard sight[life] != nil else { return birth(of: sight) }
        switch dice.below(12) {
        case 0: return sight.deletion()
        case 1: return sight.resolve([life: Life.alive.value])
        case 2: return sight.resolve([RegisterKey(1 + UInt32(dice.below(2))): anything()])
        case 3 where sight.record.collection == Trade.draft: return issue(sight)
        case 4, 5: return tag(sight)
        case 6: return sight.edit([RegisterKey(3): anything()])
        case 7:
            return sight.edit([RegisterKey(1): content(of: sight), RegisterKey(2): anything()])
        default: return sight.edit([RegisterKey(2): anything()])
        }
    }

    private mutating func birth(of sight: Sight) -> [Write] {
        sight.edit([RegisterKey(1): content(of: sight), RegisterKey(2): anything()])
    }

    private mutating func issue(_ sight: Sight) -> [Write] {
        let id = RecordID.random(using: &dice)
        let document = RecordKey(collection: Trade.document, id: id)
        return sight.live(.issued([id])) + [
            Write(
                address: RegisterAddress(record: document, register: 1), value: anything(),
                replaces: [])
        ]
    }

    private mutating func tag(_ sight: Sight) -> [Write] {
        let element = Value.integer(Int64(dice.below(2))).encoded
        let key = RegisterKey(Trade.tags, element: element)
        let isThere = sight[key] != nil
        return sight.edit([key: isThere && dice.happens(percent: 60) ? nil : Value.bool(true)])
    }

    private mutating func content(of sight: Sight) -> Value {
        guard sight.record.collection == Trade.line else { return anything() }
        return .bytes(Trade.key(Trade.draft, UInt8(1 + dice.below(2))).id.bytes)
    }

    private mutating func anything() -> Value {
        dice.happens(percent: 4) ? Trade.disliked : .integer(Int64(dice.below(6)))
    }

}
