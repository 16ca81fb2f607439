import CommandLine
import Configuration
import Crypto
import Glibc
import Identity
import Machine
import Mailing
import ServerAPI
import ServerStore

/// Where the keys are under which secrets lie at rest: in the environment, or in a file that
/// belongs to the server's user alone.
enum SecretKeys: Sendable {
    case given(String)
    case file(String)

    /// Everything in the database that lies sealed.
    static let sealedColumns: [SealedColumn] = [
        .signingKey, .totp, .bookKey, .mail, .answer,
    ]

    private static let fileName = "secret.keys"
    private static let bytesMax = 64 << 10

    init(_ configuration: Configuration, setup: Setup) throws {
        if let text = configuration.value(ServerSettings.secretKeys) {
            self = .given(text)
        } else if let path = configuration.value(ServerSettings.secretKeysFile) {
            self = .file(path)
        } else {
            do {
                let directory = try setup.dataDirectory(configuration) + "/private"
                try Directories.create(directory)
                self = .file(directory + "/" + Self.fileName)
            } catch MachineError.homeless {
                throw CommandFailure(
                    .usage,
                    "There is no place for the secret keys: name a file with --secret-keys-file, "
                        + "or set COUNTERFOIL_SECRET_KEYS.")
            }
        }
    }

    /// Reads the keys; the first ones are made when there is no file.
    func keeper() throws -> SecretKeeper {
        let keys = self
        return try SecretKeeper { try keys.read() }
    }

    /// Adds a key that seals from now on; its id.
    func add(at unixSeconds: Int64) throws -> String {
        guard case .file(let path) = self else {
            throw CommandFailure(
                .usage,
                "The secret keys come from the environment; add a line to them there, start every "
                    + "server with it, and run this again with --only-seal.")
        }
        let lock = try Self.lock(path)
        let present = try read()
        var id = "k\(unixSeconds)"
        while present.ids.contains(id) { id += "x" }
        let text = try Self.text(of: path) + (try Keyring.newLine(id: id))
        try AtomicFile.write(Array(text.utf8), to: path)
        _ = consume lock
        return id
    }

    /// Of two who add a key at once one would write over the other's.
    private static func lock(_ path: String) throws -> DirectoryLock {
        let slash = path.lastIndex(of: "/")
        let directory = slash.map { String(path[..<$0]) } ?? "."
        let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
        do throws(MachineError) {
            return try DirectoryLock(directory: directory, name: name + ".lock")
        } catch {
            throw error.isHeld
                ? CommandFailure(
                    .tryLater,
                    "Somebody else is adding a key to \(path) at this moment; run it again after "
                        + "that.") : error
        }
    }

    private func read() throws -> Keyring {
        switch self {
        case .given(let text): return try Keyring(parsing: text)
        case .file(let path):
            do {
                return try Keyring(parsing: try Self.text(of: path))
            } catch let error as MachineError where error.isMissing {
                let line = try Keyring.newLine(id: "k1")
                // Of several processes that start at once one makes the key, and all read it.
                _ = try AtomicFile.create(Array(line.utf8), at: path)
                return try Keyring(parsing: try Self.text(of: path))
            }
        }
    }

    private static func text(of path: String) throws -> String {
        var facts = stat()
        if stat(path, &facts) == 0, facts.st_mode & 0o077 != 0 {
            throw CommandFailure(
                .failure, "\(path) can be read by others; run 'chmod 600' on it first.")
        }
        return String(
            decoding: try AtomicFile.read(path, byteCountMax: bytesMax), as: UTF8.self)
    }
}

extension MachineError {
    fileprivate var isHeld: Bool {
        if case .held = self { true } else { false }
    }
}
