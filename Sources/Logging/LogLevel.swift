/// How much a line matters to the person who operates the program.
package enum LogLevel: Int, Sendable, CaseIterable, Comparable {
    /// For whoever hunts a fault.
    case debug
    /// What happened.
    case info
    /// What may become trouble.
    case warning
    /// What failed.
    case error

    /// The word in the line and in the configuration.
    package var name: String {
        switch self {
        case .debug: "debug"
        case .info: "info"
        case .warning: "warning"
        case .error: "error"
        }
    }

    /// The level of that name.
    package init?(name: String) {
        guard let level = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = level
    }

    /// Orders levels by weight.
    package static func < (left: LogLevel, right: LogLevel) -> Bool {
        left.rawValue < right.rawValue
    }
}
