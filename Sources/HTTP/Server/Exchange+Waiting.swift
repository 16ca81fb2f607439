import HTTP
import Synchronization

/// How a request waits: in a task that is suspended, or without any while its handler pauses.
extension Exchange {
    /// Lets the task end whose handler got to a pause; another one goes on after it.
    func rest(for pause: Pause) async {
        let isCancelled = state.withLock { state in
            state.task = nil
            state.pause = pause
            return state.isCancelled
        }
        // Whoever stops the server has seen no pause.
        if isCancelled { return cancel() }
        await pause.arrange { [self] in goOn(after: pause) }
    }

    private func goOn(after pause: Pause) {
        state.withLock { state in
            guard state.pause === pause, let request = state.request else { return }
            state.pause = nil
            state.note(Task { await answer(request, by: core.router.wrapped(pause.handler)) })
        }
    }

    /// The server stops: the handler's task is told, and so is the producer of a stream; of a pause
    /// nobody but the one who asked.
    func cancel() {
        let (task, stream, pause) = state.withLock { state in
            state.isCancelled = true
            defer { state.pause = nil }
            return (state.task, state.stream, state.pause)
        }
        task?.cancel()
        stream?.cancel()
        if pause != nil { settle(Refusal.stopping.response()) }
    }
}

extension Exchange.State {
    /// Keeps the task of a handler, unless that has got to a pause before it could be kept.
    mutating func note(_ task: Task<Void, Never>) {
        guard self.task == nil, pause == nil else { return }
        self.task = task
        if isCancelled { task.cancel() }
    }
}
