package import Sync

extension RecordCollection {
    /// The writes that make a new record of values that a program has computed, by the names that
    /// they bear in JSON; what is not named is nothing.
    ///
    /// A name that is not declared is a mistake of the program and stops it.
    package func creation(
        of id: RecordID, values: [String: Value], owner: Record?
    ) -> [Write] {
        let names = Set(fields.flatMap(\.formNames))
        precondition(names.isSuperset(of: values.keys), "\(name) has no such field")
        let registers = fields.compactMap { field -> (RegisterKey, Value?)? in
            let value = field.value(of: values)
            return value == .empty ? nil : (RegisterKey(field.number), value)
        }
        let key = RecordKey(collection: number, id: id)
        return Sight(making: key, ownedBy: owner, in: Catalog.schema).creation(
            Dictionary(uniqueKeysWithValues: registers))
    }
}

extension Field {
    fileprivate func value(of values: [String: Value]) -> Value {
        guard isFlat else { return values[name] ?? .empty }
        let members = type.members.sorted { $0.number < $1.number }.compactMap { member in
            values[member.name].flatMap { value in
                value == .empty ? nil : Value.Member(number: member.number, value: value)
            }
        }
        return members.isEmpty ? .empty : .group(members)
    }
}
