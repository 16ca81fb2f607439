import Glibc
import Invoicing
import JSON
import Machine

/// The notes of the series' highest numbers, in a file outside the database, so that a database
/// that was rewound, copied or moved gives no number twice.
///
/// A file that cannot be understood is as good as none: then a new series goes on.
package struct MarkFile: Sendable {
    private static let bytesMax = 1 << 16

    private let path: String
    private let database: String

    /// Uses a file for the series of a database.
    package init(at path: String, for database: String) {
        self.path = path
        self.database = database
    }

    /// Where the database lies now: the machine, and the file on it.
    func place() throws(MachineError) -> SeriesMark.Place {
        var facts = stat()
        guard stat(database, &facts) == 0 else {
            throw .failed(doing: "look at", on: database, code: errno)
        }
        return SeriesMark.Place(
            machine: Host.machineID, device: UInt64(facts.st_dev), inode: UInt64(facts.st_ino))
    }

    /// The mark of a kind's series; `nil` where there is none.
    func mark(of kind: DocumentKind) -> SeriesMark? {
        content()[kind.rawValue].flatMap { SeriesMark($0, kind: kind) }
    }

    /// Notes a mark, durably: a power cut leaves the old notes or the new ones.
    func note(_ mark: SeriesMark, of kind: DocumentKind) throws(MachineError) {
        var content = content()
        content[kind.rawValue] = mark.json
        try AtomicFile.write(Array((JSONValue.object(content).text() + "\n").utf8), to: path)
    }

    private func content() -> [String: JSONValue] {
        guard let bytes = try? AtomicFile.read(path, byteCountMax: Self.bytesMax),
            let value = try? JSONValue(parsing: bytes)
        else { return [:] }
        return value.object ?? [:]
    }
}

extension SeriesMark {
    fileprivate init?(_ json: JSONValue, kind: DocumentKind) {
        guard let machine = json["machine"]?.string,
            let device = json["device"]?.string.flatMap({ UInt64($0) }),
            let inode = json["inode"]?.string.flatMap({ UInt64($0) }),
            let series = json["series"]?.string.flatMap({ try? SeriesCode($0) })
        else { return nil }
        var highest: SeriesNumber?
        if let number = json["number"]?.string {
            guard let count = json["count"]?.integer.flatMap({ Int(exactly: $0) }),
                let date = json["date"]?.string.flatMap({ try? CivilDate($0) })
            else { return nil }
            highest = SeriesNumber(
                kind: kind, text: number, series: series, count: count, date: date)
        }
        self.init(
            place: Place(machine: machine, device: device, inode: inode), series: series,
            highest: highest)
    }

    fileprivate var json: JSONValue {
        var object: [String: JSONValue] = [
            "machine": .string(place.machine), "device": .string("\(place.device)"),
            "inode": .string("\(place.inode)"), "series": .string(series.text),
        ]
        object["number"] = highest.map { .string($0.text) }
        object["count"] = highest.map { .integer(Int64($0.count)) }
        object["date"] = highest.map { .string($0.date.description) }
        return .object(object)
    }
}
