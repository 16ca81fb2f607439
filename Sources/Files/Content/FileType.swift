/// What a file is, by its own bytes: what its sender calls it does not count.
///
/// SVG is none of them. It is a document with scripts, styles and outside references rather than
/// a picture, and a sieve for these is only as good as its knowledge of every browser; whoever has
/// a logo as SVG can save it as PNG.
package enum FileType: String, Hashable, Sendable, CaseIterable {
    case png
    case jpeg
    case gif
    case webp
    case pdf

    /// How many bytes tell the type.
    static let headByteCount = 16

    /// The type of a file that begins with these bytes; `nil` for all others.
    package init?(head: [UInt8]) {
        func begins(_ text: String, at offset: Int = 0) -> Bool {
            head.dropFirst(offset).starts(with: text.utf8)
        }
        if head.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
            begins("IHDR", at: 12)
        {
            self = .png
        } else if head.starts(with: [0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else if begins("GIF87a") || begins("GIF89a") {
            self = .gif
        } else if begins("RIFF"), begins("WEBP", at: 8) {
            self = .webp
        } else if begins("%PDF-1.") || begins("%PDF-2.") {
            self = .pdf
        } else {
            return nil
        }
    }

    /// What it is called in `Content-Type`.
    package var mediaType: String {
        self == .pdf ? "application/pdf" : "image/\(rawValue)"
    }

    /// What people call it.
    package var name: String { self == .webp ? "WebP" : rawValue.uppercased() }

    /// The types that are pictures.
    package static let pictures: Set<FileType> = [.png, .jpeg, .gif, .webp]
}
