/// What can be done to a document or a draft.
package enum Transition: String, Hashable, Sendable, CaseIterable {
    case edit, issue, delete, restore, send, pay, credit, void, remind

    /// Words that end "you can …".
    package var words: String {
        switch self {
        case .edit: "edit it"
        case .issue: "issue it"
        case .delete: "delete it"
        case .restore: "restore it"
        case .send: "send it"
        case .pay: "record a payment"
        case .credit: "issue a credit note"
        case .void: "void it"
        case .remind: "remind the client"
        }
    }
}

/// A transition that the present state does not allow: says the state and what is allowed.
package struct RefusedTransition: Error, Hashable, Sendable {
    /// What was asked.
    package let asked: Transition
    /// How the document stands.
    package let present: InvoiceStatus
    /// What can be done instead.
    package let allowed: [Transition]
    /// Why not, where the state alone does not say it.
    package let reason: String?

    /// Takes all parts.
    package init(
        _ asked: Transition, present: InvoiceStatus, allowed: [Transition], reason: String? = nil
    ) {
        self.asked = asked
        self.present = present
        self.allowed = allowed
        self.reason = reason
    }
}

extension RefusedTransition: CustomStringConvertible {
    /// Names the state and what is allowed.
    package var description: String {
        let because = reason.map { ", \($0)" } ?? ""
        let instead =
            allowed.isEmpty
            ? "nothing can be done to it" : "you can " + Self.list(allowed.map(\.words))
        return "it is \(present.words)\(because): \(instead)"
    }

    private static func list(_ words: [String]) -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " or " + last
    }
}
