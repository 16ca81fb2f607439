import Glibc
import HTTPServer
import Logging
import Machine

/// Shows a new certificate as soon as there is one: when it is told to look, and by itself.
struct CertificateWatcher: Sendable {
    private static let pause = Duration.seconds(30)

    let server: HTTPServer
    let files: TLSFiles
    let log: Logger

    /// Watches until its task is cancelled.
    func watch(_ signals: AsyncStream<Signal>) async {
        await withTaskGroup { group in
            group.addTask { for await _ in signals { renew() } }
            group.addTask { await followFiles() }
        }
    }

    private func followFiles() async {
        var known = state
        while (try? await Task.sleep(for: Self.pause)) != nil {
            let now = state
            if now != known { renew() }
            known = now
        }
    }

    private func renew() {
        do {
            try server.renewCertificate()
            log.info("certificate renewed")
        } catch {
            log.error("the certificate stays as it was", .text("why", "\(error)"))
        }
    }

    /// What tells one version of a file from another.
    private struct FileState: Equatable {
        let inode: UInt64
        let seconds: Int
        let nanoseconds: Int
    }

    private var state: [FileState?] {
        [files.certificatePath, files.keyPath].map { path in
            var facts = stat()
            guard stat(path, &facts) == 0 else { return nil }
            return FileState(
                inode: UInt64(facts.st_ino), seconds: facts.st_mtim.tv_sec,
                nanoseconds: facts.st_mtim.tv_nsec)
        }
    }
}
