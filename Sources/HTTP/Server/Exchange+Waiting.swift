import HTTP
import Synchronization

/// How a request waits: in a task that is suspended, or without any while its handler pauses.
extension Exchange {
    /// Lets the task end whose handler got to a pause; another one goes on after it.
    func rest(for pause: Pause) async {
        let number: Int? = state.withLock { state in
            state.task = nil
            guard !state.isCancelled else { return nil }
            state.request = state.request?.withoutBody
            state.resting = pause.handler
            state.pauseCount += 1
            return state.pauseCount
        }
        guard let number else { return settle(Refusal.stopping.response()) }
        await pause.arrange { [self] in goOn(after: number) }
    }

    private func goOn(after number: Int) -> Bool {
        state.withLock { state in
            guard state.pauseCount == number, let handler = state.resting,
                let request = state.request
            else { return false }
            state.resting = nil
            state.note(Task { await answer(request, by: core.router.wrapped(handler)) })
            return true
        }
    }

    /// The server stops: the handler's task is told, and so is the producer of a stream; of a pause
    /// nobody but the one who asked.
    func cancel() {
        let (task, stream, resting) = state.withLock { state in
            state.isCancelled = true
            defer { state.resting = nil }
            return (state.task, state.stream, state.resting)
        }
        task?.cancel()
        stream?.cancel()
        if resting != nil { settle(Refusal.stopping.response()) }
    }
}

extension Exchange.State {
    /// Keeps the task of a handler, unless that has got to a pause before it could be kept.
    mutating func note(_ task: Task<Void, Never>) {
        guard self.task == nil, resting == nil else { return }
        self.task = task
        if isCancelled { task.cancel() }
    }
}
