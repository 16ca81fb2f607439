/// A field's name in the spelling of another language than JSON.
package enum SpelledName {
    /// The words of `billingAddress` with something between them, in lower case.
    package static func separated(_ name: String, by separator: Character) -> String {
        var spelled = ""
        var afterCapital = true
        for character in name {
            if character.isUppercase, !afterCapital { spelled.append(separator) }
            spelled += character.lowercased()
            afterCapital = character.isUppercase
        }
        return spelled
    }

    /// A word with its article: `an amount`, `a name`.
    package static func article(_ word: String) -> String {
        let vowels: Set<Character> = ["a", "e", "i", "o"]
        return (word.first.map(vowels.contains) == true ? "an " : "a ") + word
    }
}
