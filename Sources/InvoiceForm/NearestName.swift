/// The name that somebody probably meant by a mistyped one; `nil` when none is near.
func nearestName(to word: String, among names: [String]) -> String? {
    let letters = Array(word.lowercased().unicodeScalars)
    guard letters.count <= 40 else { return nil }
    if letters.count >= 4, let longer = names.first(where: { $0.hasPrefix(word) }) {
        return longer
    }
    let scored = names.map { (distance: distance(letters, $0), name: $0) }
    return scored.filter { $0.distance <= max(2, letters.count / 3) }
        .min { ($0.distance, $0.name) < ($1.distance, $1.name) }?.name
}

/// The number of letters to add, drop or change.
private func distance(_ letters: [Unicode.Scalar], _ name: String) -> Int {
    let other = Array(name.lowercased().unicodeScalars)
    var row = Array(0...other.count)
    for (index, letter) in letters.enumerated() {
        var diagonal = row[0]
        row[0] = index + 1
        for place in other.indices {
            let changed = diagonal + (other[place] == letter ? 0 : 1)
            diagonal = row[place + 1]
            row[place + 1] = min(changed, diagonal + 1, row[place] + 1)
        }
    }
    return row[other.count]
}
