/// How far a collection tells of what has already happened.
package enum Deed: Hashable, Sendable {
    /// Its records can be refused like any others.
    case none
    /// Its records may go along with a deed, and are refused on their own.
    case companion
    /// A record of it tells of something that no server can undo: a document that was issued or
    /// voided, money that was paid or given back, goods that moved.
    case deed
}

extension Schema {
    /// Whether a change tells of what has already happened, and is therefore never refused.
    ///
    /// It holds nothing but deeds, what goes along with them, and what a draft's life becomes by
    /// them; anything else beside them makes it an ordinary change.
    package func isDeed(_ change: Change) -> Bool {
        let deeds = change.writes.map { write in
            let collection = write.address.record.collection
            let isLife = write.address.register == Life.register && isDraft(collection)
            return isLife ? Deed.companion : deed(collection)
        }
        return deeds.contains(.deed) && !deeds.contains(.none)
    }
}
