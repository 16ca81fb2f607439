import Causality
import Sync

/// What a device may do.
enum Role: Int64 {
    case member = 1
    case reader = 2
    case revoked = 3
}

extension Trade {
    /// The value that the office does not like, wherever it is written.
    static let disliked = Value.integer(13)

    /// The rules of the book: no thirteen, and readers do not write.
    static let rule: Judge.Rule = { change, state in
        if state.role(of: change.device) != .member {
            return Objection(.notPermitted, rule: "readers", hint: "Ask an owner.")
        }
        guard let write = change.writes.first(where: { $0.value == disliked }) else { return nil }
        return Objection(.rule, rule: "no-thirteen", field: write.address, hint: "Take another.")
    }
}

extension BookState {
    /// What a device may do; a member, unless something else was said.
    func role(of device: DeviceID) -> Role {
        let register = self[Trade.key(of: device)][1]
        guard case .integer(let number)? = register.standing(.ask)?.value else { return .member }
        return Role(rawValue: number) ?? .member
    }
}

extension Office {
    func role(of device: DeviceID) -> Role { log.state.role(of: device) }
}
