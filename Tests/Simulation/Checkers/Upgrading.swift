import Sync

extension Checker {
    /// A program of a newer release shows what the old one held, and takes for shown what the rules
    /// say of the fields that the old one did not know.
    static func upgraded(_ laptop: Laptop, from before: BookCopy) throws(Finding) {
        let copy = laptop.disk.copy
        let isSame =
            copy.base == before.base && copy.digest == before.digest && copy.keys == before.keys
            && copy.keys.allSatisfy { copy[$0] == before[$0] }
        guard isSame else {
            throw Finding(.upgrade, "\(laptop.name) holds something else after an upgrade")
        }
        for key in Trade.subjects {
            let (sight, view) = (copy.open(key), View(of: key, on: copy))
            for (register, look) in view.looks {
                guard let glimpse = sight[register], glimpse.value == look.value,
                    Set(glimpse.shown) == look.shown, Set(glimpse.all) == look.all
                else {
                    let address = RegisterAddress(record: key, key: register)
                    throw Finding(.upgrade, "\(laptop.name) shows \(address.short) otherwise")
                }
            }
        }
    }
}
