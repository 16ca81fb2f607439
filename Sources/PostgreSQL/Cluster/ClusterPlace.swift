internal import Glibc
internal import Machine

/// Where a private cluster lives and as whom it runs.
///
/// PostgreSQL refuses to run as root. Started by root it therefore runs as `postgres`, or as
/// `nobody` where that does not exist, and lives in the given directory when that user can reach
/// it. Otherwise (a directory below a 0700 home) it lives in /var/lib/counterfoil, and a file in
/// the given directory says where, so that the directory may be moved without losing its data.
///
/// The socket lies beside the data as long as its path fits into a socket address (108 bytes);
/// otherwise in /run, in XDG_RUNTIME_DIR or in /tmp, in a directory that only its owner enters.
struct ClusterPlace: Sendable {
    /// Whom the server runs as; nil for whom this program runs as.
    let user: Subprocess.User?
    /// The directory that holds everything.
    let root: String
    /// The directory that only its owner enters and that the server listens in.
    let socketDirectory: String

    /// The data directory.
    var data: String { root + "/data" }
    /// What the server says before its own log begins.
    var startLog: String { root + "/start.log" }
    /// Held while the cluster is being started or stopped.
    var lockFile: String { root + "/lock" }

    /// Finds the place for the cluster of a directory, and makes its directories.
    init(for directory: String) throws(PostgreSQLError) {
        let isRoot = geteuid() == 0
        user = isRoot ? try Self.unprivilegedUser() : nil
        try ClusterFiles.makeDirectories(directory, mode: isRoot ? 0o755 : 0o700)
        guard let directory = ClusterFiles.resolved(directory) else {
            throw ClusterFiles.unusable(directory)
        }
        root = try Self.root(for: directory, user: user)
        try ClusterFiles.makePrivateDirectory(root, owner: user)
        socketDirectory = Self.socketDirectory(root: root, isRoot: isRoot)
    }

    /// Makes the socket's directory, which a restart of the machine may have taken away.
    func makeSocketDirectory() throws(PostgreSQLError) {
        try ClusterFiles.makePrivateDirectory(socketDirectory, owner: user)
    }

    /// Removes what a server that is gone left in the socket's directory, which no other has.
    ///
    /// After a power cut the number in its lock file is that of some other process more often than
    /// not, and PostgreSQL does not start beside that.
    func removeSocketRemains() {
        for name in [".s.PGSQL.5432.lock", ".s.PGSQL.5432"] { unlink("\(socketDirectory)/\(name)") }
    }

    /// Removes the socket's directory, once the server has left it empty.
    func removeSocketDirectory() { rmdir(socketDirectory) }

    private static func root(
        for directory: String, user: Subprocess.User?
    ) throws(PostgreSQLError) -> String {
        let here = directory + "/postgresql"
        let signpost = directory + "/postgresql.location"
        if let elsewhere = ClusterFiles.text(signpost)?.split(separator: "\n").first {
            return String(elsewhere)
        }
        guard let user, !ClusterFiles.isReachable(directory, by: user) else { return here }
        let common = "/var/lib/counterfoil"
        try ClusterFiles.makeDirectories(common, mode: 0o755)
        let elsewhere = "\(common)/postgresql-\(digest(directory))"
        try ClusterFiles.write(elsewhere + "\n", to: signpost, owner: nil)
        return elsewhere
    }

    private static func socketDirectory(root: String, isRoot: Bool) -> String {
        let beside = root + "/socket"
        // "/.s.PGSQL.5432.lock" and the closing zero must fit behind it.
        if beside.utf8.count <= 88 { return beside }
        let name = "counterfoil-\(digest(root))"
        if isRoot { return "/run/\(name)" }
        if let runtime = getenv("XDG_RUNTIME_DIR"), strlen(runtime) <= 50, strlen(runtime) > 0 {
            return "\(String(cString: runtime))/\(name)"
        }
        return P_tmpdir + "/\(name)-\(geteuid())"
    }

    private static func unprivilegedUser() throws(PostgreSQLError) -> Subprocess.User {
        for name in ["postgres", "nobody"] {
            var entry = passwd()
            var found: UnsafeMutablePointer<passwd>?
            var text = [CChar](repeating: 0, count: 16_384)
            getpwnam_r(name, &entry, &text, text.count, &found)
            if found != nil, entry.pw_uid != 0 {
                return Subprocess.User(userID: entry.pw_uid, groupID: entry.pw_gid)
            }
        }
        throw .cluster(.noUnprivilegedUser)
    }

    /// Sixteen digits that stand for a path (FNV-1a): a name, not a secret.
    private static func digest(_ path: String) -> String {
        let hash = path.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) {
            ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
