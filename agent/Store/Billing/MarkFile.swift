import Invoicing
import JSON
import Machine

/// The notes of the series' highest numbers, in a file outside the database, so that a database
/// that was rewound, copied or moved gives no number twice.
///
/// The file tells which file it is itself: so a copy that was put back in its place, even over its
/// own bytes, and however it goes with the database, is known to be one. A file that is a copy, or
/// cannot be understood, is as good as none: then a new series goes on.
///
/// When another file takes the database's place, the marks tell of both until that is over:
///
///     place ──announce──▶ place and heir ──the exchange, or none──▶ … ──settle──▶ place
///
/// So a power cut at any moment leaves marks that tell of the file which then is the database, and
/// of no file that was ever anything else.
struct MarkFile: Sendable {
    private static let bytesMax = 1 << 16
    /// Where the file tells which one it is.
    private static let ownName = "file"

    private let path: String
    private let database: String

    /// Uses a file for the series of a database.
    init(at path: String, for database: String) {
        self.path = path
        self.database = database
    }

    /// Where the database lies now: the machine, and the file on it.
    func place() throws(MachineError) -> SeriesMark.Place { try Self.place(of: database) }

    private static func place(of file: String) throws(MachineError) -> SeriesMark.Place {
        let identity = try FileIdentity(of: file)
        return SeriesMark.Place(
            machine: Host.machineID, filesystem: identity.filesystem, inode: identity.inode,
            birth: identity.birth)
    }

    /// The mark of a kind's series; `nil` where there is none.
    func mark(of kind: DocumentKind) throws(MachineError) -> SeriesMark? {
        try content()[kind.rawValue].flatMap { SeriesMark($0, kind: kind) }
    }

    /// Notes a mark, durably: a power cut leaves the old notes or the new ones.
    func note(_ mark: SeriesMark, of kind: DocumentKind) throws(MachineError) {
        var content = try content()
        content[kind.rawValue] = mark.json
        try write(content)
    }

    /// Another file is about to take the database's place.
    func announce(_ heir: String) throws(MachineError) {
        try move(heir: Self.place(of: heir))
    }

    /// The database is the file that lies in its place, and nothing is about to take that.
    func settle() throws(MachineError) { try move(heir: nil) }

    private func move(heir: SeriesMark.Place?) throws(MachineError) {
        let (present, place) = (try content(), try place())
        var content = present
        for kind in DocumentKind.allCases {
            guard let mark = try mark(of: kind), mark.isOf(place) else { continue }
            content[kind.rawValue] = mark.moved(to: place, heir: heir).json
        }
        if content != present { try write(content) }
    }

    private func write(_ content: [String: JSONValue]) throws(MachineError) {
        try AtomicFile.replace(path) { identity in
            var content = content
            content[Self.ownName] = .string(identity.text)
            return Array((JSONValue.object(content).text() + "\n").utf8)
        }
    }

    private func content() throws(MachineError) -> [String: JSONValue] {
        guard let (bytes, identity) = try read(),
            let content = try? JSONValue(parsing: bytes).object,
            content[Self.ownName]?.string == identity.text
        else { return [:] }
        return content
    }

    /// Nothing where there is no such file, or none of ours. What cannot be read for another reason
    /// is there, and may be read the next time.
    private func read() throws(MachineError) -> ([UInt8], FileIdentity)? {
        do throws(MachineError) {
            return try AtomicFile.readTelling(path, byteCountMax: Self.bytesMax)
        } catch {
            if error.isMissing { return nil }
            if case .tooLong = error { return nil }
            throw error
        }
    }
}

extension FileIdentity {
    fileprivate var text: String { "\(filesystem)/\(inode)/\(birth.map { "\($0)" } ?? "-")" }
}

extension SeriesMark {
    fileprivate init?(_ json: JSONValue, kind: DocumentKind) {
        guard let place = Place(json),
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
            place: place, heir: json["heir"].flatMap { Place($0) }, series: series,
            highest: highest)
    }

    fileprivate var json: JSONValue {
        var object = place.members
        object["series"] = .string(series.text)
        object["heir"] = heir.map { .object($0.members) }
        object["number"] = highest.map { .string($0.text) }
        object["count"] = highest.map { .integer(Int64($0.count)) }
        object["date"] = highest.map { .string($0.date.description) }
        return .object(object)
    }
}

extension SeriesMark.Place {
    fileprivate init?(_ json: JSONValue) {
        guard let machine = json["machine"]?.string,
            let filesystem = json["filesystem"]?.string.flatMap({ UInt64($0) }),
            let inode = json["inode"]?.string.flatMap({ UInt64($0) })
        else { return nil }
        self.init(
            machine: machine, filesystem: filesystem, inode: inode, birth: json["birth"]?.integer)
    }

    fileprivate var members: [String: JSONValue] {
        var members: [String: JSONValue] = [
            "machine": .string(machine), "filesystem": .string("\(filesystem)"),
            "inode": .string("\(inode)"),
        ]
        members["birth"] = birth.map { .integer($0) }
        return members
    }
}
