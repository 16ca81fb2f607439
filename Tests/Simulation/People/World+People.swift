import Bytes
import Causality
import Sync

/// What people do.
extension World {
    mutating func act(on laptop: Int) throws(Finding) {
        switch dice.below(20) {
        case 0..<3: open(on: laptop)
        case 3..<12: try save(on: laptop)
        case 12: try settle(on: laptop)
        case 13: try issue(on: laptop)
        case 14: try handleRefused(on: laptop)
        case 15 where dice.happens(percent: 6): try importBook(on: laptop)
        default: try handleMoney(on: laptop)
        }
    }

    /// Somebody opens a record and leaves it open.
    private mutating func open(on laptop: Int) {
        guard let key = dice.one(of: Trade.subjects) else { return }
        if isTold {
            tell("\(laptops[laptop].name): somebody opens \(key.short) and leaves it open")
        }
        laptops[laptop].program.forms.append(form(of: key, on: laptop))
    }

    /// Somebody saves what he has open, or opens and saves at once.
    mutating func save(on laptop: Int) throws(Finding) {
        let forms = laptops[laptop].program.forms
        let index = forms.isEmpty || dice.happens(percent: 40) ? nil : dice.below(forms.count)
        guard let key = dice.one(of: Trade.subjects) else { return }
        let form = index.map { forms[$0] } ?? form(of: key, on: laptop)
        let doing = doing(over: form.view, form.sight, on: laptop)
        try carryOut(doing, in: form, at: index, on: laptop)
    }

    /// Somebody saves what he has done in a form, which is open at an index or was opened just now;
    /// he may go on after saving.
    mutating func carryOut(
        _ doing: Doing, in opened: Form, at index: Int? = nil, on laptop: Int
    ) throws(Finding) {
        var (form, sight) = (opened, opened.sight)
        if sabotage.bug == .dotsTakenAtSave {
            sight = laptops[laptop].disk.copy.open(form.view.record)
        }
        let program = sabotage.merged(doing, over: form.view, isOld: laptops[laptop].isOld)
        let writes = sabotage.writes(program.writes(over: sight), doing: program, over: sight)
        let intents = form.view.intents(of: doing.merged(over: form.view, isOld: false))
        if isTold {
            tell(
                "\(laptops[laptop].name): somebody saves \(form.view.record.short): \(doing.short)")
        }
        guard
            let change = try save(
                writes, meaning: intents, over: Shown(in: form.view, to: doing), on: laptop)
        else { return }
        laptops[laptop].program.note(doing, over: form.view)
        if dice.happens(percent: 50) {
            if let index { laptops[laptop].program.forms.remove(at: index) }
            return
        }
        form.sight.saved(change)
        form.view.saved(intents, as: change)
        if let index {
            laptops[laptop].program.forms[index] = form
        } else {
            laptops[laptop].program.forms.append(form)
        }
    }

    func form(of key: RecordKey, on laptop: Int) -> Form {
        let copy = laptops[laptop].disk.copy
        var view = View(of: key, on: copy)
        for dot in view.dots { view.meant[dot] = payload(of: dot, on: copy) }
        return Form(sight: copy.open(key), view: view)
    }

    /// The hash of the bytes that bear a name on a laptop; `nil` where that cannot be told: what
    /// another life wrote under one's own name looks like what one wrote oneself.
    private func payload(of dot: Dot, on copy: BookCopy) -> ContentHash? {
        let known = oracle.payloads(of: dot)
        if known.count < 2 { return known.first }
        guard copy.base.knowledge.covers(dot) else {
            return copy.overlay.first { $0.dot == dot }.map {
                Fingerprint.hash($0.change.payload)
            }
        }
        let isOnLog = office.log.point(at: copy.cursor.position) == copy.cursor
        let entries =
            isOnLog
            ? Array(office.database.archive.prefix(Int(copy.cursor.position)))
            : copy.kept.map(\.entry)
        let borne = entries.compactMap(\.change).last { $0.dot == dot }?
            .payloadHash(using: Fingerprint.hash)
        let own = copy.overlay.first { $0.dot == dot && $0.judgement == nil }
        return own.map { Fingerprint.hash($0.change.payload) == borne } == false ? nil : borne
    }

    /// Saves writes as one change, and tells the person so unless the program died at it.
    mutating func save(
        _ writes: [Write], meaning intents: [Intent], over shown: Shown, on laptop: Int,
        beside also: (inout Disk) -> Void = { _ in },
        before telling: (inout Laptop) -> Void = { _ in }
    ) throws(Finding) -> Change? {
        guard !writes.isEmpty else { return nil }
        let time = laptops[laptop].time(at: now)
        return try save(meaning: intents, over: shown, on: laptop, before: telling) {
            disk, replica in
            also(&disk)
            return disk.copy.save(writes, as: replica, milliseconds: time)
        }
    }

    /// Makes a change in one transaction, as the replica of this start of the program.
    mutating func save(
        meaning intents: [Intent], over shown: Shown, on laptop: Int,
        before telling: (inout Laptop) -> Void = { _ in },
        by make: (inout Disk, ReplicaID) -> Change?
    ) throws(Finding) -> Change? {
        let life = laptops[laptop].program.life
        var replica = laptops[laptop].program.replica ?? .random(using: &dice)
        if laptops[laptop].disk.copy.isTaken(replica) { replica = .random(using: &dice) }
        laptops[laptop].program.replica = replica
        let before = laptops[laptop].disk.copy.overlay.count
        let change = commit(on: laptop) { disk, _ in make(&disk, replica) } ?? nil
        let overlay = laptops[laptop].disk.copy.overlay
        if overlay.count > before, let saved = overlay.last?.change {
            oracle.hear(saved, intents: intents)
            try dots.mint(saved.dot)
            try Checker.informed(saved.writes, shown)
        }
        guard let change else { return nil }
        telling(&laptops[laptop])
        promises.make(change)
        tally.count(.saved)
        if dice.happens(percent: 10) { laptops[laptop].backups.append(laptops[laptop].disk) }
        try happen(.wrote, on: laptop)
        return laptops[laptop].program.life == life ? change : nil
    }
}

extension RecordKey {
    /// The record as a reader of a story can tell it from others.
    var short: String {
        let names = [
            "book", "client", "draft", "line", "document", "payment", "allocation", "refund",
            "reversal", "release", "device",
        ]
        let name = collection < UInt32(names.count) ? names[Int(collection)] : "record"
        return "\(name) \(id.bytes.last ?? 0)"
    }
}
