import Bytes
import Catalog
import Causality
import Seeds
import Sync
import Testing

/// What is kept beside the records follows from them by the catalog of one release: another one
/// shows it anew, which it knows by the version alone.
struct ShownVersionTests {
    @Test func `who shows records otherwise gives what is shown another version`() {
        let cells = Catalog.collections.flatMap { collection in
            collection.fields.flatMap { field in
                ExportTests.oddities(of: field.type).map { value in
                    let record = ExportTests.record(
                        RecordKey(collection: collection.number, id: RecordKey.client.id),
                        [(RegisterKey(field.number), value)])
                    return "\(collection.name): \(collection.cells(of: record))"
                }
            }
        }
        let columns = Catalog.collections.map { "\($0.name): \($0.columns) \($0.wordColumns)" }
        #expect(
            [Catalog.shownVersion: Fingerprint.of(cells + columns)] == [1: "ce77564ad482cfce"],
            "another catalog: raise Catalog.shownVersion, and put both here")
    }
}
