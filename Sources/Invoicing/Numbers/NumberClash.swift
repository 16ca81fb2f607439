/// One number on documents that differ: an alarm. All are kept; the one accepted first stands, and
/// the others are not mailed until a person has settled it.
package struct NumberClash: Hashable, Sendable {
    /// The number as it is printed.
    package let number: String
    /// The document that was accepted first.
    package let stands: Reference
    /// The others, in order of acceptance.
    package let later: [Reference]

    /// A numbered document: its record, its printed number and its hash.
    package struct Numbered: Hashable, Sendable {
        /// The record.
        package let document: Reference
        /// The number as it is printed.
        package let number: String
        /// The hash of its bytes.
        package let hash: SHA256

        /// Takes a document.
        package init(document: Reference, number: String, hash: SHA256) {
            self.document = document
            self.number = number
            self.hash = hash
        }
    }

    /// Finds the clashes among documents of one kind in order of acceptance. The same document
    /// twice is no clash.
    package static func among(_ documents: [Numbered]) -> [NumberClash] {
        var places: [String: Int] = [:]
        var groups: [[Numbered]] = []
        for document in documents {
            let place = places[document.number] ?? groups.count
            if place == groups.count {
                places[document.number] = place
                groups.append([document])
            } else if !groups[place].contains(where: {
                $0.document == document.document && $0.hash == document.hash
            }) {
                groups[place].append(document)
            }
        }
        return groups.filter { $0.count > 1 }.map { group in
            NumberClash(
                number: group[0].number, stands: group[0].document,
                later: group.dropFirst().map(\.document))
        }
    }
}
