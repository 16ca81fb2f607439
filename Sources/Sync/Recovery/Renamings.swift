import Causality

/// Changes that are called otherwise than they were, and the registers to which they write.
///
/// A name means such a change only in a register to which it writes: elsewhere another change is
/// meant that bears the name, since that was shown there.
struct Renamings {
    private var names: [Dot: [(addresses: Set<RegisterAddress>, dot: Dot)]] = [:]

    /// Takes note of a change's new name.
    mutating func add(_ old: Dot, writing namings: [EmptyForm.Naming], as new: Dot) {
        names[old, default: []].append((Set(namings.map(\.address)), new))
    }

    /// What a dot is called now that was named in a register; `nil` where it keeps its name.
    func names(of dot: Dot, at address: RegisterAddress) -> Set<Dot>? {
        let meant = (names[dot] ?? []).filter { $0.addresses.contains(address) }
        return meant.isEmpty ? nil : Set(meant.map(\.dot))
    }

    /// Whether something that is named is called otherwise now.
    func touch(_ namings: [EmptyForm.Naming]) -> Bool {
        !names.isEmpty
            && namings.contains { naming in
                naming.replaces.contains { names(of: $0, at: naming.address) != nil }
            }
    }

    /// What was named in a register, as it is called now.
    fileprivate func translate(_ replaces: [Dot], at address: RegisterAddress) -> [Dot] {
        let dots = replaces.flatMap { names(of: $0, at: address) ?? [$0] }
        return Array(dots.prefix(Change.Limits.replacesMax))
    }
}

extension Change {
    /// What its writes name, in which registers.
    var namings: [EmptyForm.Naming] {
        writes.map { EmptyForm.Naming(address: $0.address, replaces: $0.replaces) }
    }

    /// The change under another dot, and of a device, which names what is called otherwise by its
    /// new name.
    func translated(
        as dot: Dot, by device: DeviceID? = nil, naming renamings: Renamings
    ) -> Change {
        Change(
            dot: dot, device: device ?? self.device, author: author, claimed: claimed,
            schemaVersion: schemaVersion,
            writes: writes.map { write in
                Write(
                    address: write.address, value: write.value,
                    replaces: renamings.translate(write.replaces, at: write.address))
            }, extras: extras)
    }
}

extension EmptyForm {
    /// What is left of a change, under another dot, which names what is called otherwise by its
    /// new name.
    func translated(as dot: Dot, naming renamings: Renamings) -> EmptyForm {
        EmptyForm(
            dot: dot, payloadHash: payloadHash,
            namings: namings.map { naming in
                Naming(
                    address: naming.address,
                    replaces: renamings.translate(naming.replaces, at: naming.address))
            })
    }
}

extension SentChange {
    /// What its writes name, in which registers, be it the change or what is left of it.
    var namings: [EmptyForm.Naming] { form?.namings ?? change?.namings ?? [] }
}

extension JudgedChange {
    /// What its writes name, in which registers, whether it applies or not.
    var namings: [EmptyForm.Naming] {
        switch body {
        case .empty(let form): form.namings
        case .payload(let payload): (try? Change(payload: payload))?.namings ?? []
        }
    }
}
