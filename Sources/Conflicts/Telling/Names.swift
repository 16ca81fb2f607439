import Bytes
import Catalog
import Sync

/// What people and devices are called: by what the server's grants say, the latest first.
struct Names {
    private let book: any BookView

    init(in book: any BookView) { self.book = book }

    /// Who made a change: its author, or the person whose device it is.
    func person(of origin: Origin) -> String {
        if let author = origin.author, let name = name(author, "personName") { return name }
        if origin.author == nil, let owner = owner(of: origin.device) { return owner }
        return "Somebody"
    }

    /// On which device.
    func device(of origin: Origin) -> String {
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
