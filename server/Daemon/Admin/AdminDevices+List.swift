import Bytes
import CommandLine
import Identity
import JSON
import Logging
import PostgreSQL
import ServerStore
import Sync

/// Laptops as a list, and what they are called in it.
extension AdminDevices {
    private static let devicesMax = 10_000

    var list: Command {
        Command(
            "list", "List the laptops of a book: whose they are, and when each was last here",
            options: [AdminDesk.bookOption],
            examples: [.init("counterfoil-server admin device list --json", "For a script.")],
            exitCodes: [.notFound, .tryLater]
        ) { invocation, console in
            let (found, owners) = try await desk.withPool(invocation) { pool in
                let book = try await desk.choose(
                    invocation.value("book"), in: ServerStore(pool: pool))
                let devices = Devices(pool: pool)
                return (
                    try await devices.list(of: book, countMax: Self.devicesMax),
                    try await devices.owners(in: book)
                )
            }
            if console.isJSON {
                return console.answer(.array(found.map { Self.json($0, owners) }))
            }
            var table = Table([
                .text("DEVICE", isFixed: true), .text("NAME"), .text("OWNER"), .text("STATE"),
                .text("LAST SEEN", isFixed: true),
            ])
            for device in found {
                let seen = device.lastSeen.map { timestamp($0.microseconds) } ?? "never"
                let state: Phrase =
                    device.revoked == nil ? "\("active", .green)" : "\("revoked", .red)"
                table.add([
                    "\(device.id.text)", "\(device.name)",
                    "\(Self.owner(of: device, owners) ?? "")",
                    state, "\(seen)",
                ])
            }
            console.show(table)
        }
    }

    var rename: Command {
        Command(
            "rename", "Call a laptop otherwise", options: [AdminDesk.bookOption],
            arguments: [
                Argument("device", .one, "Its id"), Argument("name", .one, "What to call it"),
            ],
            examples: [
                .init(
                    "counterfoil-server admin device rename "
                        + "0193f0aa-0000-7000-8000-000000000000 'Office laptop'",
                    "Tell it from another.")
            ],
            exitCodes: [.validation, .notFound, .tryLater]
        ) { invocation, console in
            let device = try Self.device(invocation)
            let name = invocation.argument("name")
            try await desk.withPool(invocation) { pool in
                let book = try await desk.choose(
                    invocation.value("book"), in: ServerStore(pool: pool))
                try await Devices(pool: pool).rename(device, of: book, to: name)
            }
            if console.isJSON {
                return console.answer(["device": .string(device.text), "name": .string(name)])
            }
            console.say("The laptop is called \(name).")
        }
    }

    private static func owner(
        of device: DeviceCard, _ owners: [PersonID: String]
    ) -> String? {
        device.person.flatMap { owners[$0] }
    }

    private static func json(_ device: DeviceCard, _ owners: [PersonID: String]) -> JSONValue {
        [
            "device": .string(device.id.text), "name": .string(device.name),
            "owner": device.person.map { .string($0.text) } ?? .null,
            "owner_email": owner(of: device, owners).map { .string($0) } ?? .null,
            "revoked": .bool(device.revoked != nil),
            "enrolled_at": .string(timestamp(device.since.microseconds)),
            "last_seen_at": device.lastSeen.map { .string(timestamp($0.microseconds)) } ?? .null,
        ]
    }
}
