/// Why the private cluster cannot be run.
package enum ClusterFault: Sendable, Hashable {
    /// No PostgreSQL of a supported version is installed.
    case programsMissing(lookedIn: String, newestMajor: Int?)
    /// The data belongs to another major version than every installed program.
    case versionDiffers(data: Int, installed: Int, directory: String)
    /// Started by root on a machine with no unprivileged user to run as.
    case noUnprivilegedUser
    /// A directory cannot be made, is not ours, or cannot be reached.
    case directoryUnusable(String, reason: String)
    /// initdb failed.
    case initializationFailed(directory: String, reason: String)
    /// The server ended or stayed silent instead of becoming ready.
    case startFailed(log: String, lastLine: String)
    /// The server did not end in time.
    case stopFailed(processID: Int32)
    /// The server that answers on the socket keeps its data elsewhere.
    case foreignServer(found: String, expected: String)
}

extension ClusterFault: CustomStringConvertible {
    /// The sentence for a person.
    package var description: String {
        switch self {
        case .programsMissing(let place, let newest):
            """
            PostgreSQL 15 or newer was not found in \(place)\(only(newest)). Install it with \
            'apt-get install postgresql', or set a database URL.
            """
        case .versionDiffers(let data, let installed, let directory):
            """
            The data in \(directory) belongs to PostgreSQL \(data), installed is \(installed). \
            Install it with 'apt-get install postgresql-\(data)', or convert the data with \
            pg_upgrade.
            """
        case .noUnprivilegedUser:
            """
            PostgreSQL does not run as root, and there is no user 'postgres' or 'nobody'. \
            Create one, or start this program as another user.
            """
        case .directoryUnusable(let path, let reason):
            "The directory \(path) cannot be used: \(reason). Correct it or name another one."
        case .initializationFailed(let directory, let reason):
            "PostgreSQL could not initialize \(directory): \(reason)"
        case .startFailed(let log, let lastLine):
            "PostgreSQL did not start; its log is \(log). Last words: \(lastLine)"
        case .stopFailed(let processID):
            "PostgreSQL (process \(processID)) did not stop. Look at it before starting again."
        case .foreignServer(let found, let expected):
            """
            The server on the private socket keeps its data in \(found) instead of \
            \(expected). It is left alone; stop it yourself.
            """
        }
    }

    private func only(_ major: Int?) -> String { major.map { ", only \($0)" } ?? "" }
}
