import Bytes
import Catalog
import Sync

/// A new draft with all that stands in another and in the records that it owns.
struct DraftCopy {
    let writes: [Write]

    init(of draft: RecordKey, by settler: Settler) {
        let book = settler.book
        let copy = RecordKey(collection: draft.collection, id: settler.mint())
        let children = book.records(under: .naming(draft)).sorted().filter {
            Catalog.schema.owner(of: book.record($0)) == draft && book.record($0).isAlive
        }
        var writes = Self.copied(book.record(draft), to: copy, owner: nil)
        for child in children {
            let key = RecordKey(collection: child.collection, id: settler.mint())
            writes += Self.copied(book.record(child), to: key, owner: copy.id)
        }
        self.writes = writes
    }

    private static func copied(
        _ record: Record, to key: RecordKey, owner: RecordID?
    ) -> [Write] {
        let ownerField = Catalog.schema.owner(in: key.collection)?.register
        var values: [RegisterKey: Value?] = [:]
        for slot in record.registers where slot.key.number != Life.register {
            let (address, register) = (slot.key, slot.value)
            let policy = Catalog.schema.policy(of: address.number, in: key.collection)
            let standing = register.standing(policy)?.value
            values[address] = address.number == ownerField ? owner?.value : standing
        }
        return Sight(making: key, ownedBy: nil, in: Catalog.schema).creation(values)
    }
}
