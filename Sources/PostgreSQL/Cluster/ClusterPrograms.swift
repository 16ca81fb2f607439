internal import Machine

/// PostgreSQL's own programs of one major version.
struct ClusterPrograms: Sendable {
    /// The oldest version that is supported.
    static let oldestMajor = 15
    /// Where Debian installs them, a directory per major version.
    static let debianDirectory = "/usr/lib/postgresql"

    let directory: String
    let major: Int

    /// The programs in a given directory, or the newest of Debian's; for data that exists
    /// already, those of its version.
    static func find(
        in given: String?, for dataMajor: Int?, dataDirectory: String
    ) async throws(PostgreSQLError) -> ClusterPrograms {
        let found = if let given { [await asked(given)].compactMap(\.self) } else { installed() }
        let usable = found.filter { $0.major >= oldestMajor }.sorted { $0.major < $1.major }
        guard let newest = usable.last else {
            throw .cluster(
                .programsMissing(
                    lookedIn: given ?? debianDirectory, newestMajor: found.map(\.major).max()))
        }
        guard let dataMajor else { return newest }
        guard let fitting = usable.first(where: { $0.major == dataMajor }) else {
            throw .cluster(
                .versionDiffers(
                    data: dataMajor, installed: newest.major, directory: dataDirectory))
        }
        return fitting
    }

    private static func installed() -> [ClusterPrograms] {
        ClusterFiles.names(in: debianDirectory).compactMap { name in
            let directory = "\(debianDirectory)/\(name)/bin"
            guard let major = Int(name), isComplete(directory) else { return nil }
            return ClusterPrograms(directory: directory, major: major)
        }
    }

    /// Asks the program itself: `postgres (PostgreSQL) 15.4 (Debian …)`.
    private static func asked(_ directory: String) async -> ClusterPrograms? {
        guard isComplete(directory),
            let outcome = try? await Subprocess("\(directory)/postgres", ["--version"]).run(),
            let version = outcome.outputText.split(separator: ") ").dropFirst().first,
            let major = Int(version.prefix { $0.isNumber })
        else { return nil }
        return ClusterPrograms(directory: directory, major: major)
    }

    private static func isComplete(_ directory: String) -> Bool {
        ["postgres", "initdb"].allSatisfy { ClusterFiles.exists("\(directory)/\($0)") }
    }
}
