package import Catalog

/// Why a conflict could not be settled, or a settlement not undone, and what can be done instead.
package enum SettlementError: Error, Hashable, Sendable {
    /// It is not one of the things that can be done about the conflict.
    case notOffered
    /// What was shown is no longer how it stands.
    case changedSince
    /// What a person has added does not fit its field.
    case fields(FieldErrors)
    /// The document's bytes cannot be read, so nothing can be made of them.
    case unreadableDocument
    /// The document is void, is no invoice, or was credited already.
    case nothingToCredit
    /// What was done is a document, or money that has moved.
    case irrevocable(instead: String)
    /// The log no longer tells what stood before.
    case forgotten
    /// The change settled nothing.
    case nothingToUndo
}

extension SettlementError: CustomStringConvertible {
    /// What failed and what can be done.
    package var description: String {
        switch self {
        case .notOffered:
            "this cannot be done about it; look at the conflict again and choose what it offers"
        case .changedSince: "it has changed since; look at it again"
        case .fields(let errors): errors.description
        case .unreadableDocument:
            "the document cannot be read, so no credit note can be made of it; write one by hand"
        case .nothingToCredit:
            "nothing is left of its lines to credit; write the credit note by hand if one is due"
        case .irrevocable(let instead): "this cannot be taken back; \(instead)"
        case .forgotten: "what stood before is no longer known; edit it instead"
        case .nothingToUndo: "there is nothing to undo in it"
        }
    }
}
