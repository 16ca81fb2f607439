/// How the numbers of a series are printed: `{year}-{series}-{n:4}` gives `2026-K7QD-0001`.
///
/// Two placeholders are always parted by a sign that no value holds, so a printed number has one
/// reading only, and two series never print the same number.
package struct NumberPattern: Hashable, Sendable {
    /// The pattern as it was written.
    package let text: String

    let pieces: [Piece]

    /// The most characters of a printed number: what payment slips and many portals take.
    package static let lengthMax = 35

    /// The highest count of a series.
    package static let countMax = 999_999_999

    enum Piece: Hashable, Sendable {
        case literal(String)
        case year
        case series
        case count(width: Int)
    }

    /// Reads a pattern.
    ///
    /// - Parameter needsSeries: false only for a book with one series for everything.
    package init(_ text: String, needsSeries: Bool = true) throws(InvoicingError) {
        guard text.utf8.count <= 80, let pieces = Self.pieces(of: text) else {
            throw .malformed(expected: Self.expectation)
        }
        self.text = text
        self.pieces = pieces
        guard pieces.count(where: \.isCount) == 1, pieces.count(where: { $0 == .year }) <= 1,
            pieces.count(where: { $0 == .series }) <= 1
        else {
            throw .malformed(
                expected: "a pattern with {n} once, and {year} and {series} at most once")
        }
        guard !needsSeries || pieces.contains(.series) else {
            throw .malformed(expected: "a pattern with {series}: devices have series of their own")
        }
        guard Self.areParted(pieces) else {
            throw .malformed(expected: "a pattern with one of - / . _ between two placeholders")
        }
        guard pieces.reduce(0, { $0 + $1.lengthMax }) <= Self.lengthMax else {
            throw .malformed(expected: "a pattern whose numbers have at most 35 characters")
        }
    }

    /// Whether the count begins anew with each year.
    package var restartsYearly: Bool { pieces.contains(.year) }

    /// The printed number.
    package func printed(year: Int, series: SeriesCode, count: Int) -> String {
        pieces.map { piece in
            switch piece {
            case .literal(let text): text
            case .year: year.padded(to: 4)
            case .series: series.text
            case .count(let width): count.padded(to: width)
            }
        }.joined()
    }

    private static let expectation = """
        a pattern such as {year}-{series}-{n:4}, of letters, digits, - / . _ and placeholders
        """
}

extension NumberPattern: CustomStringConvertible {
    /// The pattern as it was written.
    package var description: String { text }
}

extension NumberPattern.Piece {
    var isCount: Bool { if case .count = self { true } else { false } }

    var isLiteral: Bool { if case .literal = self { true } else { false } }

    var lengthMax: Int {
        switch self {
        case .literal(let text): text.utf8.count
        case .year: 4
        case .series: SeriesCode.countMax
        case .count(let width): max(width, 9)
        }
    }
}

extension NumberPattern {
    static let signs = Array("-/._".utf8)

    private static func pieces(of text: String) -> [Piece]? {
        var pieces: [Piece] = []
        var rest = Array(text.utf8)[...]
        while let first = rest.first {
            if first == UInt8(ascii: "{") {
                guard let end = rest.firstIndex(of: UInt8(ascii: "}")),
                    let piece = placeholder(
                        String(decoding: rest[..<end].dropFirst(), as: UTF8.self))
                else { return nil }
                pieces.append(piece)
                rest = rest[(end + 1)...]
            } else {
                let literal = rest.prefix { $0 != UInt8(ascii: "{") }
                guard literal.allSatisfy(isAllowed) else { return nil }
                pieces.append(.literal(String(decoding: literal, as: UTF8.self)))
                rest = rest.dropFirst(literal.count)
            }
        }
        return pieces.isEmpty ? nil : pieces
    }

    private static func placeholder(_ name: String) -> Piece? {
        switch name {
        case "year": return .year
        case "series": return .series
        case "n": return .count(width: 1)
        default:
            guard name.hasPrefix("n:"), name.utf8.count == 3, let width = Int(name.dropFirst(2)),
                (1...9).contains(width)
            else { return nil }
            return .count(width: width)
        }
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        byte.isDigit || byte.uppercased.isCapital || signs.contains(byte)
    }

    private static func areParted(_ pieces: [Piece]) -> Bool {
        var isParted = true
        for piece in pieces {
            if case .literal(let text) = piece {
                isParted = isParted || text.utf8.contains(where: signs.contains)
            } else {
                guard isParted else { return false }
                isParted = false
            }
        }
        return true
    }
}
