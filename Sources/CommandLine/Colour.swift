/// What the person said about colour, by `--color`.
package enum ColourChoice: String, Sendable, CaseIterable {
    /// Where a terminal is that can show it and nobody objects.
    case auto
    /// Everywhere.
    case always
    /// Nowhere.
    case never

    func isOn(isTerminal: Bool, environment: [String: String]) -> Bool {
        switch self {
        case .always: true
        case .never: false
        case .auto:
            isTerminal && (environment["NO_COLOR"] ?? "").isEmpty
                && environment["TERM"] != "dumb"
        }
    }
}

/// How a piece of text stands out.
package enum Style: String, Sendable {
    /// Headings and names.
    case bold = "1"
    /// What may be passed over.
    case dim = "2"
    /// What failed.
    case red = "31"
    /// What is done.
    case green = "32"
    /// What asks for attention.
    case yellow = "33"
    /// What can be typed.
    case cyan = "36"

    func paint(_ text: String) -> String {
        "\u{1B}[\(rawValue)m\(text)\u{1B}[0m"
    }
}
