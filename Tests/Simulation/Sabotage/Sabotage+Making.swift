import Bytes
import Invoicing
import Sync

// What is noted beside a database, what is merged of texts, and what comes from another book.
extension Sabotage {
    /// The mark that is written before a number is told.
    func mark(after number: SeriesNumber, on laptop: Laptop) -> SeriesMark {
        let before = laptop.disk.series.flatMap { $0.code == number.series ? $0.last : nil }
        return SeriesMark(
            place: laptop.place, series: number.series,
            highest: bug == .markBehind ? before : number)
    }

    /// The records that are written of another book's.
    func imported(_ book: Import) -> [[Write]] {
        guard bug == .importKeepsNames else { return book.records }
        let old = Dictionary(book.ids.map { ($0.value, $0.key) }, uniquingKeysWith: { $1 })
        return book.records.map { writes in
            writes.map { write in
                guard case .bytes(let bytes)? = write.value,
                    let name = RecordID(bytes: bytes).flatMap({ old[$0] })
                else { return write }
                return Write(
                    address: write.address, value: .bytes(name.bytes), replaces: write.replaces)
            }
        }
    }

    /// The text that the office makes of several.
    func merge(_ write: Write, of record: Record) -> Write {
        guard bug == .mergeDropsOne, let first = record[write.address.key].siblings.first else {
            return write
        }
        return Write(address: write.address, value: first.value, replaces: write.replaces)
    }
}
