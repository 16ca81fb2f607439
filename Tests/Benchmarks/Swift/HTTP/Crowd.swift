import Machine

/// Starts processes that hold many connections open.
struct Crowd {
    private static let secondsMax = 120

    let port: UInt16
    let scratch: Scratch

    /// So many connections on each of which one question was asked, once all of them are there.
    func gather(
        _ count: Int, _ name: String, asking path: String, isSecure: Bool = false
    ) async throws -> RunningSubprocess {
        let words = "\(scratch.path)/crowd-\(name)"
        var program = Subprocess(
            Host.programDirectory + "/IdleCrowd",
            ["\(port)", "\(count)", path] + (isSecure ? ["tls"] : []))
        program.signalOnParentDeath = .kill
        // What it speaks to may not listen yet; then it ends at once and is started again.
        for _ in 0..<100 {
            let process = try await program.start(outputFile: words)
            if try await isReady(process, words) { return process }
            process.kill()
        }
        throw BenchmarkFailure.program("IdleCrowd", words: "no crowd at port \(port)")
    }

    private func isReady(_ process: RunningSubprocess, _ words: String) async throws -> Bool {
        for _ in 0..<(Self.secondsMax * 50) where process.status == nil {
            if let said = try? AtomicFile.read(words), said == Array("ready\n".utf8) { return true }
            try await Task.sleep(for: .milliseconds(20))
        }
        _ = try? AtomicFile.write([], to: words)
        return false
    }
}

/// What processes hold in memory.
enum Memory {
    /// What a process holds now.
    static func resident(of processID: Int32) throws -> Int {
        try bytes("VmRSS", of: processID)
    }

    /// The most that a process ever held.
    static func peak(of processID: Int32) throws -> Int { try bytes("VmHWM", of: processID) }

    private static func bytes(_ name: String, of processID: Int32) throws -> Int {
        let file = try AtomicFile.read("/proc/\(processID)/status")
        let lines = String(decoding: file, as: UTF8.self).split(separator: "\n")
        guard let line = lines.first(where: { $0.hasPrefix(name) }),
            let kilobytes = line.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
        else { throw BenchmarkFailure.refused("No \(name) of process \(processID) can be read.") }
        return kilobytes << 10
    }
}
