/// What brings a base back that a failing disk or a faulty program has harmed.
extension BookCopy {
    /// Puts records of the base, as the server holds them at the cursor, into the place of what
    /// stands under some keys; one's own work stays over them. All of them have to be at hand.
    package mutating func mend(
        _ keys: Set<RecordKey>, with records: [Record], milliseconds: UInt64
    ) {
        let held = Dictionary(records.map { ($0.key, $0) }) { $1 }
        for key in keys.union(held.keys) { base.adopt(held[key] ?? Record(key: key)) }
        relay(milliseconds: milliseconds)
    }

    /// Takes the digest of what really stands in the base: of these records, which are all of them.
    package mutating func take(digestOf records: some Sequence<Record>) {
        var bare = base
        bare.forgetRecords()
        digest = StateDigest(of: bare, using: hash)
        for record in records { digest.add(record, using: hash) }
    }
}
