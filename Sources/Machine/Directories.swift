import Glibc

/// Where one user's files of one program live, by the XDG base directory rules.
///
/// Every path is absolute. A value of the environment that is relative is ignored, as the rules
/// demand.
package struct Directories: Hashable, Sendable {
    /// What must never be lost.
    package let data: String
    /// What may be lost with regret: logs, histories.
    package let state: String
    /// What a person edits.
    package let config: String
    /// Sockets and locks, gone after a restart.
    package let runtime: String

    /// Derives the four directories of a program from an environment that is handed in.
    package init(program: String, environment: [String: String]) throws(MachineError) {
        let home = Self.absolute(environment["HOME"])
        func base(_ key: String, _ fallback: String) throws(MachineError) -> String {
            if let set = Self.absolute(environment[key]) { return set }
            guard let home else { throw MachineError.homeless }
            return home + "/" + fallback
        }
        data = try base("XDG_DATA_HOME", ".local/share") + "/" + program
        state = try base("XDG_STATE_HOME", ".local/state") + "/" + program
        config = try base("XDG_CONFIG_HOME", ".config") + "/" + program
        // Without a session there is no runtime directory; the state directory is private as well.
        runtime =
            Self.absolute(environment["XDG_RUNTIME_DIR"]).map { $0 + "/" + program }
            ?? state + "/run"
    }

    /// Makes a directory and its missing parents, each for this user alone (0700).
    ///
    /// A directory that is already there must not be open to others.
    package static func create(_ path: String) throws(MachineError) {
        var made = path.hasPrefix("/") ? "" : "."
        for part in path.split(separator: "/") {
            made += "/" + part
            if mkdir(made, 0o700) != 0, errno != EEXIST, !isDirectory(made) {
                throw .failed(doing: "create the directory", on: made, code: errno)
            }
        }
        var facts = stat()
        guard stat(path, &facts) == 0 else {
            throw .failed(doing: "look at the directory", on: path, code: errno)
        }
        guard facts.st_mode & S_IFMT == S_IFDIR else {
            throw .failed(doing: "create the directory", on: path, code: ENOTDIR)
        }
        guard facts.st_mode & 0o077 == 0 else {
            throw .exposed(directory: path, mode: facts.st_mode & 0o777)
        }
    }

    private static func isDirectory(_ path: String) -> Bool {
        let code = errno
        defer { errno = code }
        var facts = stat()
        return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
    }

    private static func absolute(_ value: String?) -> String? {
        guard var value, value.hasPrefix("/") else { return nil }
        while value.count > 1, value.hasSuffix("/") { value.removeLast() }
        return value
    }
}
