import Dispatch
import Glibc
import Machine
import Synchronization

/// A pipe of the kernel.
final class Pipe: Sendable {
    let reader: StandardStream
    let writer: StandardStream
    private let open: Mutex<Set<Int32>>

    init() throws {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw TemporaryDirectory.Refused(code: errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        reader = StandardStream(descriptor: ends[0])
        writer = StandardStream(descriptor: ends[1])
        open = Mutex(Set(ends))
    }

    deinit {
        closeReader()
        closeWriter()
    }

    func closeReader() { finish(reader) }

    func closeWriter() { finish(writer) }

    private func finish(_ stream: StandardStream) {
        open.withLock { open in
            if open.remove(stream.descriptor) != nil { close(stream.descriptor) }
        }
    }
}

/// Runs what blocks on a thread that nobody else waits for.
func onThread<Value: Sendable>(
    _ body: @escaping @Sendable () throws -> Value
) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        DispatchQueue(label: "test").async { continuation.resume(with: Result(catching: body)) }
    }
}
