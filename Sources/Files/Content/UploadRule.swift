/// What is taken from outside: how much of it, and of which types.
package struct UploadRule: Hashable, Sendable {
    /// The longest file.
    package let bytesMax: Int
    /// The types, by the bytes of the file.
    package let types: Set<FileType>

    /// Sets both.
    package init(bytesMax: Int, types: Set<FileType>) {
        self.bytesMax = bytesMax
        self.types = types
    }

    /// A business's logo.
    package static let logo = UploadRule(bytesMax: 2 << 20, types: FileType.pictures)
    /// What goes with an invoice.
    package static let attachment = UploadRule(
        bytesMax: 20 << 20, types: FileType.pictures.union([.pdf]))

    /// The same for where there is less room.
    package func bounded(to bytesMax: Int) -> UploadRule {
        UploadRule(bytesMax: min(self.bytesMax, bytesMax), types: types)
    }

    /// Refuses what is none of these.
    func check(_ content: Content) throws(FilesError) {
        guard let type = content.type, types.contains(type) else {
            throw .wrongType(accepted: types.sorted { $0.name < $1.name })
        }
    }
}
