import Bytes
import Catalog
package import Invoicing
package import Sync

extension DraftSheet {
    /// The writes of the one change that issues the draft: its document, frozen, and its life.
    package func issue(_ document: IssuedDocument, as id: RecordID) -> [Write] {
        let frozen = document.frozen
        var values: [String: Value] = [
            "draft": draft.key.id.value, "kind": .text(document.kind.rawValue),
            "issueDate": .text(frozen.issueDate.description), "bytes": .bytes(document.bytes),
            "hash": .bytes(document.hash.bytes), "frozen": .bytes(FrozenChanges.bytes(of: changes)),
            "client": draft["client"], "corrects": draft["corrects"],
            "origin": draft["origin", "of"], "periodStart": draft["origin", "periodStart"],
        ]
        values["series"] = frozen.number.map { .text($0.series.text) }
        values["number"] = frozen.number.map { .text($0.text) }
        let made = Catalog.document.creation(of: id, values: values, owner: nil)
        // A pro-forma leaves its draft to be issued later.
        guard document.kind != .proForma else { return made }
        let sight = Sight(of: draft.record, in: Catalog.schema) { Record(key: $0) }
        return made + sight.live(.issued([id]))
    }

    /// Whether a later version wrote something in the draft that this one cannot read.
    package var isOfLaterVersion: Bool {
        ([draft] + owned).contains { facts in
            facts.record.registers.contains { slot in
                guard slot.key.number != Life.register else { return false }
                guard let field = facts.collection.field(slot.key.number) else { return true }
                return slot.value.siblings.contains { !field.type.knows($0.value) }
            }
        }
    }
}

extension FieldType {
    /// Whether every member of a value is one that is declared.
    fileprivate func knows(_ value: Value) -> Bool {
        guard case .group(let declared) = self else { return true }
        return value.members.allSatisfy { member in
            declared.contains { $0.number == member.number && $0.type.knows(member.value) }
        }
    }
}

extension DraftSheet {
    /// The most bytes of a document.
    package static let documentBytesMax = 1 << 20

    /// How the book numbers its documents.
    package func numbering() throws(BookkeepingError) -> Numbering {
        let authority: Numbering.Authority =
            settings?["numbering", "series"].plainText == "wholeBook" ? .serverAlone : .everyDevice
        let text = { (name: String, fallback: String) in
            settings?["numbering", name].plainText ?? fallback
        }
        do throws(InvoicingError) {
            let numbering = try Numbering(
                authority: authority, invoices: text("pattern", Numbering.defaults.invoices),
                creditNotes: text("creditPattern", Numbering.defaults.creditNotes),
                quotes: text("quotePattern", Numbering.defaults.quotes))
            try numbering.checkAuthority(isServer: false)
            return numbering
        } catch {
            throw BookkeepingError(error, in: "settings.numbering")
        }
    }

    /// The count of the very first number of a laptop.
    package var numberingStart: Int {
        guard case .integer(let start)? = settings?["numbering", "start"] else { return 1 }
        return Int(start)
    }
}
