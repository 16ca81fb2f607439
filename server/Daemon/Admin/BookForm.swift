import Bytes
import CommandLine
import JSON
import Logging
import PostgreSQL
import ServerStore
import Sync

/// How a book stands, for people and for scripts.
struct BookForm: Sendable {
    private static let alarmsShown = 10

    let status: BookStatus
    /// What its laptops have reported, the latest first.
    let alarms: [RaisedAlarm]

    static let columns: [Table.Column] = [
        .text("BOOK", isFixed: true), .text("NAME"), .number("HEAD"), .number("DURABLE"),
        .number("LAPTOPS"), .text("STANDS"),
    ]

    var cells: [Phrase] {
        [
            "\(status.book.text)", "\(status.name)", "\(status.head.position)",
            "\(status.durable)", "\(status.devices.count)", "\(state)",
        ]
    }

    private var state: String {
        if let since = status.recoveringSince {
            let count = status.awaited.count
            let laptops = count == 1 ? "1 laptop" : "\(count) laptops"
            return "still since \(Self.time(since)), for \(laptops)"
        }
        return status.attaching == nil ? "open" : "coming up from a laptop"
    }

    func show(on console: Console) {
        var table = Table([.text("", isFixed: true), .text("")])
        for (name, value) in facts { table.add([Phrase(name), Phrase(value)]) }
        console.show(table)
        if !status.devices.isEmpty { showDevices(on: console) }
        LostForm(lost: status.lost).show(on: console)
        showAlarms(on: console)
    }

    private func showDevices(on console: Console) {
        console.say()
        var devices = Table([
            .text("LAPTOP", isFixed: true), .text("NAME"), .text("LAST HEARD"),
            .number("FOLLOWS TO"), .text("WAITED FOR"),
        ])
        let awaited = Set(status.awaited.map(\.id))
        for device in status.devices {
            devices.add([
                "\(device.id.text)", "\(device.name ?? "")",
                "\(Self.time(device.heardMilliseconds))",
                "\(device.position.map { "\($0)" } ?? "takes a snapshot")",
                "\(awaited.contains(device.id) ? "yes" : "no")",
            ])
        }
        console.show(devices)
    }

    private func showAlarms(on console: Console) {
        guard !alarms.isEmpty else { return }
        console.say()
        var table = Table([
            .text("LAST RAISED", isFixed: true), .text("ALARM", isFixed: true), .text("LAPTOP"),
            .text("ABOUT"),
        ])
        let names = Dictionary(status.devices.map { ($0.id, $0.name ?? $0.id.text) }) { $1 }
        for alarm in alarms.prefix(Self.alarmsShown) {
            table.add([
                "\(timestamp(alarm.last.microseconds))", "\(alarm.kind.rawValue)",
                "\(names[alarm.device] ?? alarm.device.text)", "\(alarm.subject)",
            ])
        }
        console.show(table)
    }

    private var facts: [(String, String)] {
        [
            ("Book", status.book.text), ("Name", status.name), ("Stands", state),
            ("Log", "up to \(status.head.position)"),
            ("Durable", "up to \(status.durable)"), ("Compacted", "up to \(status.compacted)"),
            ("Brought back", "\(status.broughtBackCount) entries"),
            ("Put aside", "\(status.quarantinedCount) changes whose name was taken"),
            ("Refused", "\(status.refusedCount) changes"),
            ("Lost", LostForm(lost: status.lost).words),
            ("Alarms", alarms.isEmpty ? "none" : "\(alarms.count), the latest below"),
        ]
    }

    private static func time(_ milliseconds: UInt64) -> String {
        timestamp(Int64(clamping: milliseconds) * 1_000)
    }
}

extension BookForm {
    var json: JSONValue {
        [
            "book": .string(status.book.text), "name": .string(status.name),
            "head": .integer(Int64(clamping: status.head.position)),
            "hash": .string(Hexadecimal.text(status.head.hash.bytes)),
            "durable": .integer(Int64(clamping: status.durable)),
            "compacted": .integer(Int64(clamping: status.compacted)),
            "recoveringSince": status.recoveringSince.map { .string(Self.time($0)) } ?? .null,
            "attaching": status.attaching.map { .string($0.text) } ?? .null,
            "awaited": .array(status.awaited.map { .string($0.id.text) }),
            "broughtBack": .integer(Int64(status.broughtBackCount)),
            "quarantined": .integer(Int64(status.quarantinedCount)),
            "refused": .integer(Int64(status.refusedCount)),
            "lost": LostForm(lost: status.lost).json,
            "devices": .array(status.devices.map(json)),
            "alarms": .array(alarms.map(json)),
        ]
    }

    private func json(_ alarm: RaisedAlarm) -> JSONValue {
        [
            "alarm": .string(alarm.kind.rawValue), "device": .string(alarm.device.text),
            "about": .string(alarm.subject),
            "first_at": .string(timestamp(alarm.first.microseconds)),
            "last_at": .string(timestamp(alarm.last.microseconds)),
        ]
    }

    private func json(_ device: BookStatus.Device) -> JSONValue {
        [
            "device": .string(device.id.text),
            "name": device.name.map { .string($0) } ?? .null,
            "lastHeard": .string(Self.time(device.heardMilliseconds)),
            "position": device.position.map { .integer(Int64(clamping: $0)) } ?? .null,
            "hasFinished": .bool(device.hasFinished), "isLive": .bool(device.isLive),
        ]
    }
}
