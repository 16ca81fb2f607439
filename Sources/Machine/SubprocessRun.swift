internal import CMachine
internal import Glibc

/// What a program that ran to its end left behind.
package struct SubprocessOutcome: Sendable {
    /// How it ended.
    package let status: ExitStatus
    /// What it wrote to standard output, up to the bound.
    package let output: [UInt8]
    /// What it wrote to standard error, up to the bound.
    package let errorOutput: [UInt8]
    /// Whether it wrote more than was kept.
    package let isTruncated: Bool

    /// Standard output as text.
    package var outputText: String { String(decoding: output, as: UTF8.self) }
    /// Standard error as text.
    package var errorText: String { String(decoding: errorOutput, as: UTF8.self) }
}

extension Subprocess {
    /// Runs the program to its end and keeps what it says.
    ///
    /// It has ended when it exited and nobody holds its output open any more. When the deadline
    /// passes or the task is cancelled, it is killed together with what it started.
    package func run(
        input: [UInt8] = [], outputBytesMax: Int = 1 << 20, secondsMax: Int = 60
    ) async throws(SubprocessError) -> SubprocessOutcome {
        let kill = WakeSignal()
        let result: Result<SubprocessOutcome, SubprocessError>
        result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let started = onThreadOfItsOwn {
                    continuation.resume(
                        returning: Result { () throws(SubprocessError) in
                            try conduct(input, outputBytesMax, secondsMax, kill)
                        })
                }
                guard !started else { return }
                continuation.resume(
                    returning: .failure(.notStarted(program: program, errno: EAGAIN)))
            }
        } onCancel: {
            kill.wake()
        }
        return try result.get()
    }

    /// Everything on one blocking thread: start, feed, listen, wait.
    private func conduct(
        _ input: [UInt8], _ outputBytesMax: Int, _ secondsMax: Int, _ kill: WakeSignal
    ) throws(SubprocessError) -> SubprocessOutcome {
        blockBrokenPipeSignal()
        guard let inputPipe = Pipe(), let outputPipe = Pipe(), let errorPipe = Pipe() else {
            throw .notStarted(program: program, errno: errno)
        }
        let pid = try spawn(
            input: inputPipe.reading.number, output: outputPipe.writing.number,
            error: errorPipe.writing.number)
        inputPipe.reading.close()
        outputPipe.writing.close()
        errorPipe.writing.close()
        let conversation = Conversation(
            input: input, inputPipe.writing, outputPipe.reading, errorPipe.reading,
            bytesMax: outputBytesMax, wake: kill.descriptor)
        let isDone = conversation.hold(secondsMax: secondsMax)
        if !isDone { Glibc.kill(-pid, SIGKILL) }
        var status: Int32 = 0
        while waitpid(pid, &status, 0) == -1, errno == EINTR {}
        guard isDone else { throw .tookTooLong(program: program) }
        return SubprocessOutcome(
            status: ExitStatus(waitStatus: status), output: conversation.output.bytes,
            errorOutput: conversation.errorOutput.bytes,
            isTruncated: conversation.output.isTruncated || conversation.errorOutput.isTruncated)
    }

    /// A program that does not read its input must not end this one. The mask ends with the
    /// thread.
    private func blockBrokenPipeSignal() {
        var set = sigset_t()
        sigemptyset(&set)
        sigaddset(&set, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &set, nil)
    }
}
