internal import Glibc
internal import Synchronization

/// A program that was started and goes on by itself. It is waited for in the background, so that
/// no remains are left behind, and a signal can never reach another program that got its number.
package final class RunningSubprocess: Sendable {
    private enum State {
        case running(waiters: [CheckedContinuation<ExitStatus, Never>])
        case ended(ExitStatus)
    }

    /// The number of the process.
    package let processID: Int32
    private let state = Mutex(State.running(waiters: []))

    fileprivate init(processID: Int32) { self.processID = processID }

    /// How it ended; nil while it runs.
    package var status: ExitStatus? {
        state.withLock { state in
            if case .ended(let status) = state { status } else { nil }
        }
    }

    /// Sends a signal; false when it has already ended.
    @discardableResult
    package func send(signal: Int32) -> Bool {
        state.withLock { state in
            guard case .running = state else { return false }
            return kill(processID, signal) == 0
        }
    }

    /// Asks it to end.
    package func terminate() { send(signal: SIGTERM) }

    /// Ends it.
    package func kill() { send(signal: SIGKILL) }

    /// Waits until it has ended.
    package func wait() async -> ExitStatus {
        await withCheckedContinuation { continuation in
            let status: ExitStatus? = state.withLock { state in
                switch state {
                case .ended(let status): return status
                case .running(let waiters):
                    state = .running(waiters: waiters + [continuation])
                    return nil
                }
            }
            if let status { continuation.resume(returning: status) }
        }
    }

    private func kill(_ processID: Int32, _ signal: Int32) -> Int32 {
        Glibc.kill(processID, signal)
    }

    /// Blocks until the program ends. Its number stays taken until the state says "ended".
    fileprivate func waitBlocking() {
        var info = siginfo_t()
        while waitid(P_PID, UInt32(processID), &info, WEXITED | WNOWAIT) == -1, errno == EINTR {}
        var status: ExitStatus = .exited(0)
        let waiters = state.withLock { state -> [CheckedContinuation<ExitStatus, Never>] in
            var waitStatus: Int32 = 0
            while waitpid(processID, &waitStatus, 0) == -1, errno == EINTR {}
            status = ExitStatus(waitStatus: waitStatus)
            guard case .running(let waiters) = state else { return [] }
            state = .ended(status)
            return waiters
        }
        for waiter in waiters { waiter.resume(returning: status) }
    }
}

extension Subprocess {
    /// Starts the program and lets it go on. What it says is appended to a file, or dropped.
    package func start(outputFile: String? = nil) async throws(SubprocessError) -> RunningSubprocess
    {
        let result: Result<RunningSubprocess, SubprocessError>
        result = await withCheckedContinuation { continuation in
            let started = onThreadOfItsOwn {
                do throws(SubprocessError) {
                    let running = try begin(outputFile: outputFile)
                    continuation.resume(returning: .success(running))
                    running.waitBlocking()
                } catch {
                    continuation.resume(returning: .failure(error))
                }
            }
            guard !started else { return }
            continuation.resume(returning: .failure(.notStarted(program: program, errno: EAGAIN)))
        }
        return try result.get()
    }

    private func begin(outputFile: String?) throws(SubprocessError) -> RunningSubprocess {
        let input = Descriptor(open("/dev/null", O_RDONLY | O_CLOEXEC))
        let flags = O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW
        let output = Descriptor(open(outputFile ?? "/dev/null", flags, 0o600))
        guard input.isOpen, output.isOpen else {
            throw .notStarted(program: program, errno: errno)
        }
        let pid = try spawn(input: input.number, output: output.number, error: output.number)
        return RunningSubprocess(processID: pid)
    }
}
