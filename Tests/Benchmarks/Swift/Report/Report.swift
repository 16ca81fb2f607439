import CommandLine

/// What a whole run brought to light.
struct Report: Sendable {
    /// The families that ran, each with what it measured.
    private(set) var measured: [(family: Family, measurements: [Measurement])] = []
    /// One sentence for each family that could not be measured.
    private(set) var failures: [String] = []
    /// How fast the machine itself was, before and after.
    private(set) var speeds: [MachineSpeed] = []

    /// Runs the families one after the other; one that fails does not stop the others.
    static func made(of families: [Family], by bench: Bench) async -> Report {
        var report = Report()
        await report.add(speedBy: bench)
        for family in families {
            do {
                report.measured.append((family, try await family.run(bench)))
            } catch {
                report.failures.append("\(family.name): \(error)")
            }
        }
        await report.add(speedBy: bench)
        return report
    }

    /// Ends the program with a failure when there was one. A missed goal is none.
    func complain() throws(CommandFailure) {
        guard !failures.isEmpty else { return }
        throw CommandFailure(.failure, "Not everything could be measured.", details: failures)
    }

    /// Says everything, in the form that was asked for.
    func show(on console: Console) {
        console.isJSON ? console.answer(json) : tell(console)
    }

    private mutating func add(speedBy bench: Bench) async {
        do {
            speeds.append(try await MachineSpeed.measured(by: bench))
        } catch {
            failures.append("the machine itself: \(error)")
        }
    }
}
