internal import Glibc
import Synchronization

/// Which file was opened. One that took its name since is another one: what were written to the
/// opened one then, nobody would find again.
///
/// No other file is given the number of one that is open.
final class OpenedFile: Sendable {
    private let path: String
    private let opened = Mutex<Identity?>(nil)

    private struct Identity: Equatable {
        let device: dev_t
        let inode: ino_t
    }

    init(path: String) { self.path = path }

    /// What lies there now is what is open.
    func note() { opened.withLock { $0 = identity } }

    /// Throws where something else lies there, or nothing.
    func check() throws(SQLiteError) {
        guard let opened = opened.withLock({ $0 }) else { return }
        if identity != opened { throw .moved(path: path) }
    }

    private var identity: Identity? {
        var facts = stat()
        guard stat(path, &facts) == 0 else { return nil }
        return Identity(device: facts.st_dev, inode: facts.st_ino)
    }
}
