import AgentStore
import Bytes
import JSON
import Machine
package import Sync

/// A laptop's own book goes up to a server, under its own id and with all that ever happened in it.
extension Synchronizer {
    /// Asks the server of this book, as its laptop, to let the laptop bring another one; the
    /// answer is a one-time code.
    package func attachCode(
        for book: BookID, called name: String
    ) async throws -> (server: ServerAddress, code: String) {
        let answer = try await asLaptop { line, server, token in
            (server, try await line.attachCode(for: book, called: name, of: server, token))
        }
        return (server: answer.0, code: answer.1)
    }

    /// What the server calls this book.
    package func nameAtServer() async throws -> String {
        let book = store.book
        return try await asLaptop { line, server, token in
            try await line.name(of: book, at: server, token)
        }
    }

    /// The books of the laptop's owner on this book's server.
    package func booksAtServer() async throws -> [(id: BookID, name: String)] {
        try await asLaptop { line, server, token in
            try await line.books(at: server, token)
        }
    }

    /// Brings the book to a server; while that cannot be reached, it is tried again.
    package func attach(
        at server: ServerAddress, code: String, as device: String
    ) async throws {
        if let present = try await store.enrolment() {
            throw AgentStoreError.alreadyEnrolled(server: present.server)
        }
        let book = try await line.enrol(at: server, code: code, name: device)
        guard book == store.book else {
            throw LinkError.notLetIn(
                reason: "The code is for another book; 'counterfoil login' joins that one.")
        }
        try await store.attach(to: server.text)
        await stop()
        // What does not come up now is brought by whoever starts to carry.
        _ = await bringUp()
        try await start()
    }

    /// Goes on bringing the book up, if it is not all there yet.
    func goOnBringing() async throws {
        guard bringing == nil, try await store.isAttaching() else { return }
        let backoff = Backoff(first: .milliseconds(250), longest: .seconds(30))
        bringing = Task {
            var failures = 0
            while !Task.isCancelled, await !bringUp() {
                failures += 1
                guard (try? await backoff.wait(afterFailures: failures)) != nil else { return }
            }
        }
    }

    func stopBringing() {
        bringing?.cancel()
        bringing = nil
    }

    /// Exchanges until the laptop has said hello with nothing left to send: from then on the
    /// server judges what comes, and takes it from others. False where something stood in the way.
    private func bringUp() async -> Bool {
        do {
            guard let enrolment = try await store.enrolment() else { return true }
            while try await store.isAttaching() {
                let (written, unsent) = (
                    try await store.writtenCount(), try await store.unsentCount()
                )
                try await exchange(with: enrolment)
                let isSame = try await store.writtenCount() == written
                if isSame, unsent == 0 {
                    try await store.finishAttaching()
                }
            }
            return true
        } catch {
            // The status tells why; it is tried again.
            return false
        }
    }
}
