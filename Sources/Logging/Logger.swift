/// Writes what happens, a line each, for the person who operates the program.
///
/// 1. A line is one call of the sink, ends with a line feed and contains no other.
/// 2. A line has at most `LogLine.byteCountMax` bytes.
/// 3. What a field marks as personal or secret never reaches the sink.
package struct Logger: Sendable {
    /// How lines look.
    package enum Format: String, Sendable, CaseIterable {
        /// For eyes: `2026-03-01T09:00:00.000Z info  message name=value`.
        case text
        /// For machines: one JSON object.
        case json
    }

    /// The request that the current task works for; written into every line as `request`.
    @TaskLocal package static var requestID: String?

    private let format: Format
    private let levelMin: LogLevel
    private let fields: [LogField]
    private let unixMicroseconds: @Sendable () -> Int64
    private let sink: @Sendable ([UInt8]) -> Void

    /// Takes the clock and the sink from the program. The sink is called from many threads.
    package init(
        format: Format, levelMin: LogLevel, unixMicroseconds: @escaping @Sendable () -> Int64,
        sink: @escaping @Sendable ([UInt8]) -> Void
    ) {
        self.init(
            format: format, levelMin: levelMin, fields: [], unixMicroseconds: unixMicroseconds,
            sink: sink)
    }

    private init(
        format: Format, levelMin: LogLevel, fields: [LogField],
        unixMicroseconds: @escaping @Sendable () -> Int64,
        sink: @escaping @Sendable ([UInt8]) -> Void
    ) {
        self.format = format
        self.levelMin = levelMin
        self.fields = fields
        self.unixMicroseconds = unixMicroseconds
        self.sink = sink
    }

    /// A logger that says nothing.
    package static let silent = Logger(
        format: .text, levelMin: .error, unixMicroseconds: { 0 }, sink: { _ in })

    /// The same logger with more facts in every line.
    package func with(_ more: LogField...) -> Logger {
        Logger(
            format: format, levelMin: levelMin, fields: fields + more,
            unixMicroseconds: unixMicroseconds, sink: sink)
    }

    /// Writes for whoever hunts a fault.
    package func debug(_ message: StaticString, _ facts: LogField...) {
        write(.debug, message, facts)
    }

    /// Writes what happened.
    package func info(_ message: StaticString, _ facts: LogField...) {
        write(.info, message, facts)
    }

    /// Writes what may become trouble.
    package func warning(_ message: StaticString, _ facts: LogField...) {
        write(.warning, message, facts)
    }

    /// Writes what failed.
    package func error(_ message: StaticString, _ facts: LogField...) {
        write(.error, message, facts)
    }

    // Messages are written in the source, so data can only arrive as a field.
    private func write(_ level: LogLevel, _ message: StaticString, _ facts: [LogField]) {
        guard level >= levelMin else { return }
        var all = fields
        if let request = Self.requestID { all.append(.text("request", request)) }
        all += facts
        let line = LogLine(
            unixMicroseconds: unixMicroseconds(), level: level, message: "\(message)",
            fields: all)
        sink(line.bytes(format))
    }
}
