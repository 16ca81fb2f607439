internal import Glibc

/// A running server, as its own file in the data directory tells; checked against the process,
/// whose working directory is its data directory.
struct Postmaster: Sendable {
    let processID: Int32
    let socketDirectory: String
    let isReady: Bool
    let isStopping: Bool

    /// The server that runs on this data; nil when there is none, whatever the file says.
    static func running(on data: String) -> Postmaster? {
        guard let lines = lines(of: data), let processID = Int32(lines[0]),
            isServer(processID, on: data)
        else { return nil }
        let status = lines.count > 7 ? lines[7].filter { !$0.isWhitespace } : ""
        return Postmaster(
            processID: processID, socketDirectory: lines.count > 4 ? String(lines[4]) : "",
            isReady: status == "ready", isStopping: status == "stopping")
    }

    /// Whether it still runs.
    func isAlive(on data: String) -> Bool { Self.isServer(processID, on: data) }

    /// Sends a signal, after making sure that the number is still the server's.
    func send(signal: Int32, on data: String) {
        if isAlive(on: data) { kill(processID, signal) }
    }

    /// Removes the file of a server that is gone; false while some of its processes linger,
    /// because a second server beside them would destroy the data.
    static func removeRemains(on data: String) -> Bool {
        guard running(on: data) == nil, !hasProcesses(on: data) else { return false }
        return unlink(data + "/postmaster.pid") == 0 || errno == ENOENT
    }

    /// Whether any process works in this data directory.
    private static func hasProcesses(on data: String) -> Bool {
        ClusterFiles.names(in: "/proc").contains { name in
            Int32(name).map { isServer($0, on: data) } ?? false
        }
    }

    private static func isServer(_ processID: Int32, on data: String) -> Bool {
        guard processID > 1, let directory = ClusterFiles.linkTarget("/proc/\(processID)/cwd"),
            directory == ClusterFiles.resolved(data)
        else { return false }
        let name = ClusterFiles.text("/proc/\(processID)/comm")
        return name == "postgres\n"
    }

    private static func lines(of data: String) -> [Substring]? {
        let lines = ClusterFiles.text(data + "/postmaster.pid")?
            .split(separator: "\n", omittingEmptySubsequences: false)
        return lines.flatMap { $0.isEmpty ? nil : $0 }
    }
}
