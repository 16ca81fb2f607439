import Bytes
package import Causality

/// A change that was taken though a rule objects, since it tells of what has already happened; its
/// owner is asked.
///
/// The server writes a record for it, so that what waits for an approval is a question to the
/// state.
package struct Approval: Hashable, Sendable {
    /// The change.
    package let change: Dot
    /// What the rule objects to.
    package let objection: Objection

    /// Asks about a change, if somebody has to be asked.
    package init?(for judged: JudgedChange) {
        guard case .needsApproval(let objection) = judged.ruling else { return nil }
        change = judged.dot
        self.objection = objection
    }

    /// Where a catalog keeps approvals.
    package struct Place: Hashable, Sendable {
        /// The collection.
        package let collection: UInt32
        /// The register of the change's dot.
        package let change: UInt32
        /// The register of the rule's name.
        package let rule: UInt32

        /// Names the place.
        package init(collection: UInt32, change: UInt32, rule: UInt32) {
            self.collection = collection
            self.change = change
            self.rule = rule
        }
    }

    /// The writes that make its record. Its id is derived from the change, so that making it again
    /// after a restore makes the same record.
    package func writes(at place: Place, using hash: HashFunction) -> [Write] {
        var writer = ByteWriter()
        writer.dot(change)
        let name = writer.bytes
        writer.text("approval")
        guard let id = RecordID(bytes: hash(writer.bytes).bytes.prefix(16)) else { return [] }
        let record = RecordKey(collection: place.collection, id: id)
        return [(place.change, Value.bytes(name)), (place.rule, .text(objection.rule))].map {
            Write(
                address: RegisterAddress(record: record, register: $0), value: $1, replaces: [])
        }
    }
}
