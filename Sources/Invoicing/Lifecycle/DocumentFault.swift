/// Why the bytes of a document cannot be taken for that document.
package enum DocumentFault: Error, Hashable, Sendable {
    /// The bytes are not of the canonical form.
    case notCanonical
    /// The bytes do not have the hash that they were frozen with.
    case hashMismatch
    /// The form is of a later version than this program knows.
    case unknownVersion(String)
    /// A field is missing or cannot be read.
    case field(String)
}

extension DocumentFault: CustomStringConvertible {
    /// What is wrong and what can be done.
    package var description: String {
        switch self {
        case .notCanonical:
            "the document's bytes are damaged; restore the document from another device or a backup"
        case .hashMismatch:
            "the document's bytes do not have their hash; restore it from a device or a backup"
        case .unknownVersion(let version):
            "the document has form \(version), which this version cannot read; update the program"
        case .field(let name): "the document's field \(name) is missing or cannot be read"
        }
    }
}
