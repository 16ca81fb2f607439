import Dispatch
import Glibc

/// How fast two threads talk over TCP within the machine.
enum LoopbackSpeed {
    private static let count = 20_000

    /// One byte there and the same byte back, again and again.
    static func roundTripsPerSecond() async throws(BenchmarkFailure) -> Double {
        let listener = try Loopback.listen()
        defer { close(listener) }
        let caller = try Loopback.connect(to: try Loopback.port(of: listener))
        let answerer = accept(listener, nil, nil)
        guard answerer >= 0 else {
            close(caller)
            throw .system(call: "accept", errno)
        }
        DispatchQueue(label: "echo").async {
            echo(on: answerer)
            close(answerer)
        }
        defer { close(caller) }
        let stopwatch = try Stopwatch()
        var byte: UInt8 = 7
        for _ in 0..<count {
            guard write(caller, &byte, 1) == 1, read(caller, &byte, 1) == 1 else {
                throw .system(call: "a round trip", errno)
            }
        }
        return Double(count) / (try stopwatch.stop(count: count).seconds)
    }

    /// Sends back every byte until the caller hangs up.
    private static func echo(on socket: Int32) {
        var byte: UInt8 = 0
        while read(socket, &byte, 1) == 1, write(socket, &byte, 1) == 1 {}
    }
}
