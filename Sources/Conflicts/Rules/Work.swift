import Catalog
import Causality
import Sync

/// What people did to a record besides saying that it is wanted: fields, and records below it.
///
/// All that those did not know of who said otherwise, not only what they did last.
struct Work {
    let words: String

    private static let partsMax = 5

    private enum Deed: Hashable {
        case wrote(String)
        case added, changed, deleted, restored
    }

    /// Gathers what led to some changes of a record's life and not to others.
    init(_ dots: [Dot], besides others: [Dot], on record: Record, in book: any BookView) {
        let life = RegisterAddress(record: record.key, register: Life.register)
        let known = Ancestry(of: others, at: life, in: book)
        let own = Ancestry(of: dots, until: known.named.union(others), at: life, in: book)
        // Where it is not known what the others saw, only what certainly came apart is told.
        let isSure = known.isWhole || own.meetsKnown
        let apart = isSure ? own.held : own.held.filter(dots.contains)
        let isAll = own.isWhole && apart.count == own.held.count
        words = Self.words(
            Self.parts(apart.reversed().compactMap(book.change), of: record, in: book),
            isAll: isAll || own.held.isEmpty)
    }

    /// What each field and each record below has come to, in the order in which it was begun.
    private static func parts(
        _ changes: [Change], of record: Record, in book: any BookView
    ) -> [String] {
        var (order, deeds) = ([RegisterAddress](), [RegisterAddress: Deed]())
        for change in changes {
            for write in change.writes {
                guard let (subject, deed) = deed(write, of: change, record, in: book) else {
                    continue
                }
                if deeds[subject] == nil { order.append(subject) }
                deeds[subject] = sum(deeds[subject], deed)
            }
        }
        return order.compactMap { subject in
            deeds[subject].map { words($0, about: subject.record, in: book) }
        }.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    private static func words(_ parts: [String], isAll: Bool) -> String {
        let more = parts.count - partsMax
        let told = parts.isEmpty ? ["edited"] : Array(parts.prefix(partsMax))
        return
            (told + (more > 0 ? ["and \(more) more"] : [])
            + (isAll ? [] : ["and perhaps more before"]))
            .joined(separator: "; ")
    }

    /// What two deeds come to, one after the other; nothing where the second undoes the first.
    private static func sum(_ first: Deed?, _ second: Deed) -> Deed? {
        switch (first, second) {
        case (.added, .changed): .added
        case (.added, .deleted), (.deleted, .restored): nil
        default: second
        }
    }

    private static func deed(
        _ write: Write, of change: Change, _ record: Record, in book: any BookView
    ) -> (subject: RegisterAddress, deed: Deed)? {
        let key = write.address.record
        if key == record.key {
            guard write.address.register != Life.register else { return nil }
            return (write.address, .wrote(field(write, in: book)))
        }
        guard Catalog.schema.owner(of: book.record(key)) == record.key else { return nil }
        let subject = RegisterAddress(record: key, register: Life.register)
        if write.address.register == Life.register {
            if write.value == Life.deleted.value { return (subject, .deleted) }
            if write.replaces.isEmpty { return (subject, .added) }
            // Whoever writes anything else of it only says by the way that it is wanted.
            let isAll = change.writes(to: key).allSatisfy { $0.address == write.address }
            return isAll && write.value == Life.alive.value ? (subject, .restored) : nil
        }
        let isNew = change.writes(to: key).contains {
            $0.address.register == Life.register && $0.replaces.isEmpty
        }
        return isNew ? nil : (subject, .changed)
    }

    private static func words(
        _ deed: Deed, about key: RecordKey, in book: any BookView
    ) -> String {
        switch deed {
        case .wrote(let words): words
        case .added: "added \(RecordLabel.of(key, in: book))"
        case .changed: "changed \(RecordLabel.of(key, in: book))"
        case .deleted: "deleted \(RecordLabel.of(key, in: book))"
        case .restored: "restored \(RecordLabel.of(key, in: book))"
        }
    }

    private static func field(_ write: Write, in book: any BookView) -> String {
        let key = write.address.record
        let field = Catalog.collection(key.collection)?.field(write.address.register)
        guard let field else { return "changed a field that this version does not know" }
        guard let value = write.value, field.policy != .union else {
            return "changed \(field.words)"
        }
        let words = field.type.words(of: value) { RecordLabel.of($0, in: book) }
        return "\(field.words) “\(words)”"
    }
}
