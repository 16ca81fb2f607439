import CommandLine

/// How fast the machine itself is: what every other figure is to be read beside.
struct MachineSpeed {
    /// How long it takes until 4 KiB more of a file are on the disk.
    let syncMicroseconds: Double
    /// How often in a second a byte goes through a TCP connection to another thread and back.
    let roundTripsPerSecond: Double
    /// How many million steps of a fixed computation one processor makes in a second.
    let megastepsPerSecond: Double

    /// One of the three, as a table and a program call it.
    struct Measure: Sendable {
        let name: String
        let key: String
        let unit: String
        let path: any KeyPath<MachineSpeed, Double> & Sendable
    }

    static let measures = [
        Measure(
            name: "4 KiB appended and synced", key: "sync_microseconds", unit: "µs, median",
            path: \.syncMicroseconds),
        Measure(
            name: "loopback round trips", key: "loopback_round_trips_per_second", unit: "/s",
            path: \.roundTripsPerSecond),
        Measure(
            name: "steps of a fixed loop", key: "loop_megasteps_per_second",
            unit: "million/s", path: \.megastepsPerSecond),
    ]

    /// Measures all three, on the disk that the databases lie on.
    static func measured(by bench: Bench) async throws(BenchmarkFailure) -> MachineSpeed {
        bench.progress.update("this machine")
        return MachineSpeed(
            syncMicroseconds: try DiskSpeed.syncMicroseconds(in: bench.scratch),
            roundTripsPerSecond: try await LoopbackSpeed.roundTripsPerSecond(),
            megastepsPerSecond: try ProcessorSpeed.megastepsPerSecond())
    }
}
