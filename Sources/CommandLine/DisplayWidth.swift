/// The number of terminal cells that a text takes: two for wide characters, none for marks that
/// combine with the character before.
func displayWidth(_ text: String) -> Int {
    text.reduce(0) { $0 + displayWidth($1) }
}

/// The number of terminal cells of one character as a reader sees it.
func displayWidth(_ character: Character) -> Int {
    let scalars = character.unicodeScalars
    if let only = scalars.first, scalars.count == 1 { return width(of: only) }
    // A joined emoji is one picture, and an emoji selector makes a narrow symbol wide.
    if scalars.contains("\u{FE0F}") { return 2 }
    return min(2, scalars.reduce(0) { $0 + width(of: $1) })
}

/// The longest start of a text that fits into a number of cells.
func prefix(of text: String, cellCountMax: Int) -> String {
    var cells = 0
    return String(
        text.prefix { character in
            cells += displayWidth(character)
            return cells <= cellCountMax
        })
}

private func width(of scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return scalar.value == 0xAD ? 0 : 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    // The vowels and finals of Hangul join the consonant before them.
    if (0x1160...0x11FF).contains(scalar.value) { return 0 }
    return scalar.properties.isEmojiPresentation || isWide(scalar.value) ? 2 : 1
}

// East Asian Wide and Fullwidth of Unicode 15, gathered into blocks.
private func isWide(_ value: UInt32) -> Bool {
    switch value {
    case 0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF,
        0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6B,
        0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18D08, 0x1AFF0...0x1B2FB,
        0x1F200...0x1F265, 0x20000...0x3FFFD:
        true
    default: false
    }
}
