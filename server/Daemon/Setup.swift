import CommandLine
import Configuration
import Glibc
import Logging
import Machine
import PostgreSQL

/// What every command of the program needs: the configuration, the directories, the log.
struct Setup: Sendable {
    private static let program = "counterfoil-server"

    let environment: [String: String]

    /// Flags, then the environment, then the file, then the defaults.
    func configuration(_ invocation: Invocation) throws -> Configuration {
        let configuration = try ServerSettings.all.resolve(
            invocation, environment: environment, file: try file(invocation))
        if case .flag = configuration.origin(of: ServerSettings.databaseURL),
            let url = configuration.value(ServerSettings.databaseURL),
            ConnectionSettings.holdsPassword(url)
        {
            throw CommandFailure(
                .usage,
                "Every user of this machine can read a password on the command line: set "
                    + "DATABASE_URL, write database-url into the configuration file, or name a "
                    + "file with PGPASSFILE.")
        }
        return configuration
    }

    /// The file that is named, or the usual one if there is any.
    private func file(_ invocation: Invocation) throws -> SettingsFile? {
        let named = invocation.typed("config") ?? environment["COUNTERFOIL_SERVER_CONFIG"]
        if let named { return SettingsFile(path: named) }
        // A service may run without a home: then there is no usual place, and no file in it.
        guard
            let directories = try? Directories(program: Self.program, environment: environment)
        else { return nil }
        let usual = directories.config + "/server.conf"
        return access(usual, F_OK) == 0 ? SettingsFile(path: usual) : nil
    }

    /// Where the server keeps its files; made when there is none.
    func dataDirectory(_ configuration: Configuration) throws -> String {
        if let named = configuration.value(ServerSettings.dataDirectory) {
            return named.hasPrefix("/") ? named : try Self.standpoint() + "/" + named
        }
        return try Directories(program: Self.program, environment: environment).data
    }

    /// The directory from which the program was started.
    private static func standpoint() throws -> String {
        guard let path = getcwd(nil, 0) else {
            throw MachineError.failed(doing: "find", on: "the working directory", code: errno)
        }
        defer { free(path) }
        return String(cString: path)
    }

    /// The database that the configuration names, or the server's own.
    func database(_ configuration: Configuration) throws -> DatabaseSource {
        if let url = configuration.value(ServerSettings.databaseURL) {
            return .external(try ConnectionSettings(conninfo: url))
        }
        let directory = try dataDirectory(configuration)
        let cluster = try PrivateCluster(
            directory: directory,
            programs: configuration.value(ServerSettings.postgresPrograms))
        return .own(cluster, directory: directory)
    }

    /// Writes lines to the standard error, as the configuration says.
    func logger(_ configuration: Configuration) -> Logger {
        let stream = StandardStream.error
        return Logger(
            format: .init(rawValue: configuration[ServerSettings.logFormat]) ?? .text,
            levelMin: LogLevel(name: configuration[ServerSettings.logLevel]) ?? .info,
            unixMicroseconds: SystemClock().unixMicroseconds,
            sink: { line in
                // Nobody is left to tell when the log itself cannot be written.
                try? stream.write(line, naming: "the log")
            })
    }
}
