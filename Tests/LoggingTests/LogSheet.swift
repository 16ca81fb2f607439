import Logging
import Synchronization

/// Keeps what a logger writes, call by call.
final class LogSheet: Sendable {
    private let written = Mutex<[[UInt8]]>([])

    func logger(_ format: Logger.Format, levelMin: LogLevel = .debug) -> Logger {
        // 2024-02-29T23:59:59.123Z
        Logger(
            format: format, levelMin: levelMin,
            unixMicroseconds: { 1_709_251_199_123_456 },
            sink: { bytes in self.written.withLock { $0.append(bytes) } })
    }

    var writes: [[UInt8]] { written.withLock { $0 } }

    var lines: [String] { writes.map { String(decoding: $0, as: UTF8.self) } }
}
