import Bytes

/// What the merge has to know of the catalog: the policy of every register, and who owns whom.
///
/// Whatever it does not know asks a person and touches its record, so that an old program is
/// careful with what a newer one wrote.
package struct Schema: Hashable, Sendable {
    /// What is known of one register.
    package struct Register: Hashable, Sendable {
        /// What happens when two people write it apart.
        package let policy: Policy
        /// Whether writing it says that its record is still wanted.
        package let touches: Bool

        /// Declares a register.
        package init(_ policy: Policy = .ask, touches: Bool = true) {
            self.policy = policy
            self.touches = touches
        }
    }

    /// Where a record names the record that owns it.
    package struct Owner: Hashable, Sendable {
        /// The register that holds the owner's id.
        package let register: UInt32
        /// The owner's collection.
        package let collection: UInt32

        /// Declares an owner.
        package init(register: UInt32, collection: UInt32) {
            self.register = register
            self.collection = collection
        }

        /// The owner that a value of the register names.
        func key(from value: Value) -> RecordKey? {
            guard case .bytes(let bytes) = value, let id = RecordID(bytes: bytes) else {
                return nil
            }
            return RecordKey(collection: collection, id: id)
        }
    }

    /// What is known of one collection.
    package struct Collection: Hashable, Sendable {
        /// Whether its records can be deleted, and therefore have a life register.
        package let isDeletable: Bool
        /// Who owns its records.
        package let owner: Owner?
        /// How far its records tell of what has already happened.
        package let deed: Deed
        /// Whether its records become documents, and their life says so.
        package let isDraft: Bool
        /// Its registers.
        package let registers: [UInt32: Register]

        /// Declares a collection.
        package init(
            isDeletable: Bool = true, owner: Owner? = nil, deed: Deed = .none,
            isDraft: Bool = false, registers: [UInt32: Register]
        ) {
            self.isDeletable = isDeletable
            self.owner = owner
            self.deed = deed
            self.isDraft = isDraft
            self.registers = registers
        }
    }

    /// The version of the catalog that it tells of.
    package let version: UInt32
    private let collections: [UInt32: Collection]

    /// Gathers what is known.
    package init(version: UInt32 = 1, collections: [UInt32: Collection] = [:]) {
        self.version = version
        self.collections = collections
    }
}

extension Schema {
    /// The policy of a register.
    package func policy(of register: UInt32, in collection: UInt32) -> Policy {
        if register == Life.register { return .life }
        return collections[collection]?.registers[register]?.policy ?? .ask
    }

    /// Whether writing a register says that its record is still wanted.
    package func touches(_ register: UInt32, in collection: UInt32) -> Bool {
        guard register != Life.register else { return false }
        return collections[collection]?.registers[register]?.touches ?? true
    }

    /// Whether the records of a collection can be deleted.
    package func isDeletable(_ collection: UInt32) -> Bool {
        collections[collection]?.isDeletable ?? true
    }

    /// How far the records of a collection tell of what has already happened.
    package func deed(_ collection: UInt32) -> Deed { collections[collection]?.deed ?? .none }

    /// Whether the records of a collection become documents.
    package func isDraft(_ collection: UInt32) -> Bool {
        collections[collection]?.isDraft ?? false
    }

    /// Where the records of a collection name their owner.
    package func owner(in collection: UInt32) -> Owner? { collections[collection]?.owner }

    /// The record that owns this one, as far as it says so.
    package func owner(of record: Record) -> RecordKey? {
        guard let owner = owner(in: record.key.collection) else { return nil }
        return record[owner.register].standing(.ask).flatMap { owner.key(from: $0.value) }
    }

    /// The registers of a record about which a person has to be asked, in their order.
    package func conflicts(in record: Record) -> [RegisterKey] {
        record.registers.filter { slot in
            slot.value.isInConflict(policy(of: slot.key.number, in: record.key.collection))
        }.map(\.key)
    }
}
