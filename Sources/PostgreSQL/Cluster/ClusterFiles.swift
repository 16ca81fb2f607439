internal import Glibc
internal import Machine

/// The few things a cluster does with files, each naming the file it failed on.
enum ClusterFiles {
    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// The text of a small file; nil when it cannot be read.
    static func text(_ path: String) -> String? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = read(file, &piece, piece.count)
            guard count > 0 else { break }
            bytes += piece[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Puts a text in a file's place, as a whole.
    static func write(
        _ text: String, to path: String, owner: Subprocess.User?
    ) throws(PostgreSQLError) {
        let partial = path + ".partial"
        let file = open(partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw unusable(partial) }
        defer { close(file) }
        let bytes = Array(text.utf8)
        guard Glibc.write(file, bytes, bytes.count) == bytes.count, fsync(file) == 0 else {
            throw unusable(partial)
        }
        if let owner, fchown(file, owner.userID, owner.groupID) != 0 { throw unusable(partial) }
        guard rename(partial, path) == 0 else { throw unusable(path) }
    }

    /// Makes a directory with those above it, where they are missing.
    static func makeDirectories(_ path: String, mode: mode_t) throws(PostgreSQLError) {
        if exists(path) { return }
        if let parent = parent(of: path) { try makeDirectories(parent, mode: mode) }
        guard mkdir(path, mode) == 0 || errno == EEXIST else { throw unusable(path) }
    }

    /// Makes a directory that only its owner enters, or checks that it is one.
    static func makePrivateDirectory(
        _ path: String, owner: Subprocess.User?
    ) throws(PostgreSQLError) {
        if mkdir(path, 0o700) == 0 {
            if let owner, chown(path, owner.userID, owner.groupID) != 0 { throw unusable(path) }
            return
        }
        guard errno == EEXIST else { throw unusable(path) }
        var facts = stat()
        guard lstat(path, &facts) == 0 else { throw unusable(path) }
        guard facts.st_mode & S_IFMT == S_IFDIR, facts.st_mode & 0o077 == 0,
            facts.st_uid == owner?.userID ?? geteuid()
        else {
            throw .cluster(.directoryUnusable(path, reason: "it belongs to somebody else"))
        }
    }

    /// Whether a user can pass through every directory on the way to this one.
    static func isReachable(_ path: String, by user: Subprocess.User) -> Bool {
        var facts = stat()
        guard stat(path, &facts) == 0 else { return false }
        let bit: mode_t =
            facts.st_uid == user.userID ? 0o100 : facts.st_gid == user.groupID ? 0o010 : 0o001
        guard facts.st_mode & bit != 0 else { return false }
        return parent(of: path).map { isReachable($0, by: user) } ?? true
    }

    /// The path without links and dots; nil when there is no such file.
    static func resolved(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// Where a link points; nil when it is none, or nobody may know.
    static func linkTarget(_ path: String) -> String? {
        var bytes = [CChar](repeating: 0, count: 4_096)
        let count = readlink(path, &bytes, bytes.count)
        return count < 0
            ? nil : String(decoding: bytes[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// The names in a directory; none when it cannot be read.
    static func names(in path: String) -> [String] {
        (try? Directories.names(in: path)) ?? []
    }

    static func parent(of path: String) -> String? {
        guard path != "/", let slash = path.lastIndex(of: "/") else { return nil }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    static func unusable(_ path: String) -> PostgreSQLError {
        .cluster(.directoryUnusable(path, reason: String(cString: strerror(errno))))
    }
}
