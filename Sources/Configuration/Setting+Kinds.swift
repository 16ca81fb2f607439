extension Setting where Value == String {
    /// Any text.
    package static func string(
        _ key: String, _ doc: String, fallback: String? = nil, isSecret: Bool = false,
        environment: [String] = []
    ) -> Setting {
        Setting(
            key, doc, shape: "a text", fallback: fallback, isSecret: isSecret,
            environment: environment
        ) { text throws(InvalidValue) in text }
    }

    /// One of a few words.
    package static func choice(
        _ key: String, _ doc: String, of choices: [String], fallback: String? = nil
    ) -> Setting {
        let shape = "one of " + choices.joined(separator: ", ")
        return Setting(key, doc, shape: shape, fallback: fallback) { text throws(InvalidValue) in
            guard choices.contains(text) else { throw InvalidValue(expected: shape) }
            return text
        }
    }

    /// A URL of one of the schemes, kept as its text.
    package static func url(
        _ key: String, _ doc: String, schemes: [String], fallback: String? = nil,
        isSecret: Bool = false, environment: [String] = []
    ) -> Setting {
        let shape = "a URL that starts with " + schemes.map { $0 + "://" }.joined(separator: " or ")
        return Setting(
            key, doc, shape: shape, fallback: fallback, isSecret: isSecret,
            environment: environment
        ) { text throws(InvalidValue) in
            guard let scheme = schemes.first(where: { text.hasPrefix($0 + "://") }),
                text.utf8.count > scheme.utf8.count + 3,
                text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F })
            else { throw InvalidValue(expected: shape) }
            return text
        }
    }

    /// A path, as the person wrote it.
    package static func path(
        _ key: String, _ doc: String, fallback: String? = nil, environment: [String] = []
    ) -> Setting {
        let shape = "a path"
        return Setting(
            key, doc, shape: shape, fallback: fallback, environment: environment
        ) { text throws(InvalidValue) in
            guard !text.isEmpty, !text.utf8.contains(0) else {
                throw InvalidValue(expected: shape)
            }
            return text
        }
    }
}

extension Setting where Value == Int {
    /// A whole number within bounds.
    package static func integer(
        _ key: String, _ doc: String, in range: ClosedRange<Int>, fallback: Int? = nil
    ) -> Setting {
        let shape = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        return Setting(
            key, doc, shape: shape, fallback: fallback.map { String($0) }
        ) { text throws(InvalidValue) in
            guard let number = Int(text), range.contains(number) else {
                throw InvalidValue(expected: shape)
            }
            return number
        }
    }

    /// A number of bytes within bounds: `4096`, `64 KiB`, `10MB`.
    package static func byteSize(
        _ key: String, _ doc: String, in range: ClosedRange<Int>, fallback: String? = nil
    ) -> Setting {
        let bounds = "from \(byteSizeText(range.lowerBound)) to \(byteSizeText(range.upperBound))"
        let shape = "a size \(bounds), such as 64KiB or 10MB"
        return Setting(key, doc, shape: shape, fallback: fallback) { text throws(InvalidValue) in
            guard let count = parseByteSize(text), range.contains(count) else {
                throw InvalidValue(expected: shape)
            }
            return count
        }
    }
}

extension Setting where Value == Bool {
    /// Yes or no.
    package static func bool(_ key: String, _ doc: String, fallback: Bool? = nil) -> Setting {
        let shape = "yes or no"
        return Setting(
            key, doc, shape: shape, fallback: fallback.map { $0 ? "yes" : "no" }
        ) { text throws(InvalidValue) in
            switch text.lowercased() {
            case "yes", "true", "on", "1": return true
            case "no", "false", "off", "0": return false
            default: throw InvalidValue(expected: shape)
            }
        }
    }
}

extension Setting where Value == Duration {
    /// A length of time within bounds: `250ms`, `30s`, `1h30m`, `7d`.
    package static func duration(
        _ key: String, _ doc: String, in range: ClosedRange<Duration>, fallback: String? = nil
    ) -> Setting {
        let bounds = "from \(durationText(range.lowerBound)) to \(durationText(range.upperBound))"
        let shape = "a duration \(bounds), such as 250ms, 30s or 1h30m"
        return Setting(key, doc, shape: shape, fallback: fallback) { text throws(InvalidValue) in
            guard let duration = parseDuration(text), range.contains(duration) else {
                throw InvalidValue(expected: shape)
            }
            return duration
        }
    }
}

extension Setting where Value == Address {
    /// Where to listen or to connect.
    package static func address(
        _ key: String, _ doc: String, fallback: String? = nil, environment: [String] = []
    ) -> Setting {
        let shape = "host:port, such as 127.0.0.1:8480 or [::1]:8480"
        return Setting(
            key, doc, shape: shape, fallback: fallback, environment: environment
        ) { text throws(InvalidValue) in
            guard let address = Address(text) else { throw InvalidValue(expected: shape) }
            return address
        }
    }
}

extension Setting where Value == [String] {
    /// Words between commas, perhaps only some words.
    package static func list(
        _ key: String, _ doc: String, of choices: [String] = [], fallback: String? = nil
    ) -> Setting {
        let some = choices.isEmpty ? "" : " of " + choices.joined(separator: ", ")
        let shape = "a list\(some), with commas between"
        return Setting(key, doc, shape: shape, fallback: fallback) { text throws(InvalidValue) in
            let pieces = text.split(separator: ",", omittingEmptySubsequences: false)
                .map { String($0.trimmingSpaces) }
            if pieces == [""] { return [] }
            let isKnown = { (piece: String) in choices.isEmpty || choices.contains(piece) }
            guard pieces.allSatisfy({ !$0.isEmpty && isKnown($0) }) else {
                throw InvalidValue(expected: shape)
            }
            return pieces
        }
    }
}
