import Bytes
import Catalog
package import JSON
package import Sync

/// The one change that makes a draft with its lines and charges.
package struct DraftMaking {
    /// The most lines and charges of one change.
    package static let partsMax = 1_000

    /// The draft.
    package let key: RecordKey
    /// What makes it.
    package let writes: [Write]

    /// Reads the forms of a draft and of what it owns; everything that is wrong is told at once.
    ///
    /// Lines stand in the order in which they are given.
    package init(
        _ form: [String: JSONValue], lines: [[String: JSONValue]],
        charges: [[String: JSONValue]] = [], minting mint: () throws -> RecordID
    ) throws {
        guard lines.count + charges.count <= Self.partsMax else {
            throw BookkeepingError.field(
                "lines", "At most \(Self.partsMax) can be made at once; add more line by line.")
        }
        key = RecordKey(collection: CollectionNumber.draft.rawValue, id: try mint())
        var errors: [FieldError] = []
        var writes: [Write] = []
        func make(
            _ collection: RecordCollection, _ id: RecordID, _ form: [String: JSONValue],
            _ place: String
        ) {
            do throws(FieldErrors) {
                // The draft is made in the same change, so nothing of it is to be touched.
                writes += try collection.creation(of: id, from: form, owner: nil)
            } catch {
                errors += error.errors.map {
                    Lack(path: place + $0.path, expectation: $0.expectation)
                }
            }
        }
        make(Catalog.draft, key.id, form, "")
        let draft = JSONValue.string(key.id.text)
        for (place, line) in lines.enumerated() {
            let position = JSONValue.string(LinePosition.at(place))
            make(
                Catalog.line, try mint(),
                line.merging(["draft": draft, "position": position]) { $1 }, "lines[\(place)].")
        }
        for (place, charge) in charges.enumerated() {
            make(
                Catalog.charge, try mint(), charge.merging(["draft": draft]) { $1 },
                "charges[\(place)].")
        }
        guard errors.isEmpty else { throw BookkeepingError.fields(FieldErrors(errors)) }
        self.writes = writes
    }
}
