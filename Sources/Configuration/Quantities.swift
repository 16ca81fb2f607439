/// A host and a port.
package struct Address: Hashable, Sendable {
    /// A name or a number; an IPv6 number without its brackets.
    package let host: String
    /// From 0, which lets the system choose, to 65535.
    package let port: UInt16

    /// Reads `host:port` or `[host]:port`.
    package init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"),
            let port = UInt16(text[text.index(after: colon)...])
        else { return nil }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            return nil
        }
        let isClean = host.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x2F }
        guard !host.isEmpty, isClean else { return nil }
        self.host = String(host)
        self.port = port
    }
}

extension Address: CustomStringConvertible {
    package var description: String {
        host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}

private let sizeUnits: [(name: String, bytes: Int)] = [
    ("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10), ("GB", 1_000_000_000),
    ("MB", 1_000_000), ("kB", 1_000), ("KB", 1_000), ("B", 1), ("", 1),
]

/// Reads a number of bytes; `nil` for anything else and for more than a machine word.
func parseByteSize(_ text: String) -> Int? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let unit = text.dropFirst(digits.count).trimmingSpaces
    guard let count = Int(digits), let size = sizeUnits.first(where: { $0.name == unit }) else {
        return nil
    }
    let (bytes, isTooBig) = count.multipliedReportingOverflow(by: size.bytes)
    return isTooBig ? nil : bytes
}

/// The number of bytes in the largest unit that leaves no remainder.
func byteSizeText(_ bytes: Int) -> String {
    let unit = sizeUnits.prefix(3).first { bytes > 0 && bytes % $0.bytes == 0 }
    return unit.map { "\(bytes / $0.bytes)\($0.name)" } ?? "\(bytes)B"
}

private let durationUnits: [(name: String, milliseconds: Int64)] = [
    ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1),
]

/// Reads a length of time, largest unit first; `nil` for anything else.
func parseDuration(_ text: String) -> Duration? {
    var rest = Substring(text)
    var units = durationUnits[...]
    var milliseconds: Int64 = 0
    repeat {
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        rest = rest.dropFirst(digits.count)
        let name = rest.prefix { $0.isLetter }
        rest = rest.dropFirst(name.count)
        guard let count = Int64(digits), let index = units.firstIndex(where: { $0.name == name })
        else { return nil }
        let (part, isTooBig) = count.multipliedReportingOverflow(by: units[index].milliseconds)
        let (sum, isTooMuch) = milliseconds.addingReportingOverflow(part)
        guard !isTooBig, !isTooMuch else { return nil }
        milliseconds = sum
        units = units[(index + 1)...]
    } while !rest.isEmpty
    return .milliseconds(milliseconds)
}

/// The length of time in its units, largest first, below a millisecond cut off.
func durationText(_ duration: Duration) -> String {
    let parts = duration.components
    var left = parts.seconds * 1_000 + parts.attoseconds / 1_000_000_000_000_000
    var text = ""
    for unit in durationUnits where left >= unit.milliseconds {
        text += "\(left / unit.milliseconds)\(unit.name)"
        left %= unit.milliseconds
    }
    return text.isEmpty ? "0s" : text
}

extension StringProtocol {
    /// The text without the spaces and tabs around it.
    var trimmingSpaces: SubSequence {
        let isSpace = { (character: Character) in character == " " || character == "\t" }
        guard let first = firstIndex(where: { !isSpace($0) }),
            let last = lastIndex(where: { !isSpace($0) })
        else { return self[endIndex...] }
        return self[first...last]
    }
}
