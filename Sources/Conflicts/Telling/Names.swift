import Bytes
import Catalog
import Sync

/// What people and devices are called: by what the server's grants say, the latest first.
struct Names {
    private let book: any BookView

    init(in book: any BookView) { self.book = book }

    /// Who made a change: its author, or the person whose device it is; where nobody said so, what
    /// tells him best is the device.
    func maker(of origin: Origin) -> String { person(of: origin) ?? device(of: origin) }

    /// Who made a change, on which device.
    func makerAndDevice(of origin: Origin) -> String {
        let device = device(of: origin)
        return person(of: origin).map { "\($0), on \(device)" } ?? device.sentence
    }

    private func person(of origin: Origin) -> String? {
        guard let author = origin.author else { return owner(of: origin.device) }
        return name(author, "personName")
    }

    private func device(of origin: Origin) -> String {
        device(origin.device).map { "“\($0)”" } ?? "the device \(origin.device.text.prefix(8))"
    }

    /// What a device is called, if anybody said so.
    func device(_ device: DeviceID) -> String? { name(device, "deviceName") }

    private func owner(of device: DeviceID) -> String? {
        let grants = book.facts(of: .grant, under: .identity(device))
        let person: PersonID? = grants.last { $0.text("kind") == "enrolment" }?.id("person")
        return name(device, "personName") ?? person.flatMap { name($0, "personName") }
    }

    private func name<Subject>(_ id: Identifier<Subject>, _ field: String) -> String? {
        let grants = book.facts(of: .grant, under: .identity(id))
        return grants.last { $0.text(field) != nil }?.text(field)
    }
}
