import Bytes
import Causality
import Sync

/// How writes are put together: field, record, value, dots.
extension ChangeDecoder {
    mutating func write() throws(MalformedBytes) {
        let number = try fieldNumber()
        payload.varint(fields.fields[number].collection)
        let origin = try record()
        payload.varint(fields.fields[number].register)
        if fields.fields[number].element.isEmpty {
            payload.byte(0)
        } else {
            payload.block(fields.fields[number].element)
        }
        try value(depth: 0)
        try dots(hint: origin)
    }

    private mutating func fieldNumber() throws(MalformedBytes) -> Int {
        let number = try columns.fields.varint()
        return number < UInt64(fields.fields.count) ? Int(number) : try newField(number)
    }

    @inline(never)
    private mutating func newField(_ number: UInt64) throws(MalformedBytes) -> Int {
        guard number == UInt64(fields.fields.count) else {
            throw columns.fields.failure(.notCanonical)
        }
        let field = FieldTable.Field(
            collection: UInt64(try columns.fields.number()),
            register: UInt64(try columns.fields.number()),
            element: try columns.fields.block(max: RegisterAddress.elementBytesMax))
        guard let added = fields.add(field) else { throw columns.fields.failure(.notCanonical) }
        return added
    }

    private mutating func value(depth: Int) throws(MalformedBytes) {
        let kind = try columns.kinds.byte()
        switch kind {
        case 0...2: payload.byte(kind)
        case PayloadGrammar.Kind.integer:
            payload.byte(kind)
            payload.varint(try columns.integers.varint())
        case PayloadGrammar.Kind.text, PayloadGrammar.Kind.bytes:
            payload.byte(kind)
            try text(mayBeID: kind == PayloadGrammar.Kind.text)
        case PayloadGrammar.Kind.id:
            payload.byte(PayloadGrammar.Kind.bytes)
            payload.byte(16)
            payload.full(try reference())
        case PayloadGrammar.Kind.none where depth == 0: payload.byte(kind)
        case PayloadGrammar.Kind.group where depth < Value.Limits.depthMax:
            payload.byte(kind)
            try group(depth: depth + 1)
        default: throw columns.kinds.failure(.unknownKind)
        }
    }

    private mutating func text(mayBeID: Bool) throws(MalformedBytes) {
        let length = try columns.lengths.varint()
        guard length <= UInt64(Value.Limits.bytesMax) else {
            throw columns.lengths.failure(.overLimit)
        }
        guard mayBeID || length != 16 else { throw columns.lengths.failure(.notCanonical) }
        payload.varint(length)
        try columns.texts.copy(Int(length), to: &payload)
    }

    private mutating func group(depth: Int) throws(MalformedBytes) {
        let count = try columns.kinds.count(max: Value.Limits.membersMax)
        membersLeft -= count
        guard membersLeft >= 0 else { throw columns.kinds.failure(.overLimit) }
        payload.count(count)
        for _ in 0..<count {
            payload.varint(UInt64(try columns.kinds.number()))
            try value(depth: depth)
        }
    }

    private mutating func dots(hint: Int) throws(MalformedBytes) {
        let start = payload.bytes.count
        let code = try columns.dots.varint()
        if code == 0 {
            if lastDots.isEmpty {
                payload.byte(0)
            } else {
                payload.again(lastDots)
            }
            return lastDots = start..<payload.bytes.count
        }
        let count = code - 1
        guard count <= UInt64(Sync.Change.Limits.replacesMax) else {
            throw columns.dots.failure(.overLimit)
        }
        payload.varint(count)
        for _ in 0..<count { try dot(hint: hint) }
        let range = start..<payload.bytes.count
        if lastDots.isEmpty ? count == 0 : payload.isAlike(lastDots, range) {
            throw columns.dots.failure(.notCanonical)
        }
        lastDots = range
    }

    private mutating func dot(hint: Int) throws(MalformedBytes) {
        let code = Int(clamping: try columns.authors.varint())
        let number = code == 0 ? hint : try replica(code - 1)
        guard code == 0 || number != hint else { throw columns.authors.failure(.notCanonical) }
        let counter = try columns.counters.ordinal(from: replicas.entries[number].lastNamed)
        guard counter > 0 else { throw columns.counters.failure(.notCanonical) }
        replicas.entries[number].lastNamed = counter
        payload.full(replicas.entries[number].id)
        payload.varint(counter)
    }
}

extension ChangeDecoder {
    /// Writes the record of a write; the answer is the replica whose dots are expected.
    private mutating func record() throws(MalformedBytes) -> Int {
        let code = try columns.records.varint()
        if code > 0 {
            let number = try number(code)
            ids.last = (ids[number], ids.origin(of: number))
        }
        guard let last = ids.last else { throw columns.records.failure(.notCanonical) }
        payload.full(last.id)
        return last.origin ?? own
    }

    private mutating func reference() throws(MalformedBytes) -> FullID {
        let code = try columns.records.varint()
        if code > 0 {
            let number = try number(code)
            return ids[number]
        }
        guard let last = ids.last else { throw columns.records.failure(.notCanonical) }
        return last.id
    }

    /// The number of an id that is not that of the last record.
    private mutating func number(_ code: UInt64) throws(MalformedBytes) -> Int {
        if code == 1 { return try introduce() }
        guard code <= UInt64(ids.count) + 1 else { throw columns.records.failure(.notCanonical) }
        let number = ids.count + 1 - Int(code)
        guard ids[number] != ids.last?.id else { throw columns.records.failure(.notCanonical) }
        return number
    }

    private mutating func introduce() throws(MalformedBytes) -> Int {
        let code = Int(clamping: try columns.origins.varint())
        let (id, origin) = code == ChangeEncoder.Origin.full ? (try full(), nil) : try minted(code)
        let (number, isNew) = ids.number(of: id)
        guard isNew else { throw columns.origins.failure(.notCanonical) }
        ids.setOrigin(of: number, to: origin)
        return number
    }

    /// An id in full, which cannot be told by its minting.
    private mutating func full() throws(MalformedBytes) -> FullID {
        let id = try columns.names.full()
        let minted: Identifier<Item> = id.named()
        if let node = minted.origin?.node {
            guard node != replicas.entries[own].id.node, replicas.nodes[node] == nil,
                roll.number(ofNode: node, within: rollCount) == nil
            else { throw columns.names.failure(.notCanonical) }
        }
        return id
    }

    private mutating func minted(_ code: Int) throws(MalformedBytes) -> (FullID, Int?) {
        let number = code == ChangeEncoder.Origin.own ? own : try minter(code)
        let entry = replicas.entries[number]
        let moment = number == own ? nil : entry.lastMoment
        let milliseconds = try ColumnReaders.split(
            from: moment ?? lastClaimed >> 16, &columns.moments, &columns.momentTails)
        let serial = try columns.serials.difference(from: UInt64(entry.nextSerial))
        guard milliseconds <= Stamp.millisecondsMax, serial < UInt64(IdentifierMint.serialsMax)
        else { throw columns.moments.failure(.numberTooLarge) }
        replicas.entries[number].lastMoment = milliseconds
        replicas.entries[number].nextSerial = UInt32(serial) &+ 1
        let id = Identifier<Item>(
            IdentifierOrigin(
                milliseconds: milliseconds, node: entry.id.node, serial: UInt32(serial)))
        return (FullID(id), number)
    }

    /// The replica that minted an id, which is not the author of the change.
    private mutating func minter(_ code: Int) throws(MalformedBytes) -> Int {
        let (count, number) = (replicas.entries.count, code - ChangeEncoder.Origin.first)
        if number == count {
            var ahead = columns.rolls
            guard let onRoll = Int(exactly: try ahead.varint()), onRoll > 0, onRoll <= rollCount,
                roll.number(ofNode: roll.replicas[onRoll - 1].node, within: rollCount)
                    == onRoll - 1,
                replicas.nodes[roll.replicas[onRoll - 1].node] == nil
            else { throw columns.rolls.failure(.notCanonical) }
        }
        let minter = try replica(number)
        let entry = replicas.entries[minter]
        guard entry.isFirstOfNode, entry.id.node != replicas.entries[own].id.node else {
            throw columns.origins.failure(.notCanonical)
        }
        return minter
    }
}
