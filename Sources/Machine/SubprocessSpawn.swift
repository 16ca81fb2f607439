internal import CMachine
internal import Glibc

extension Subprocess {
    /// Starts the program with these three descriptors and says its process id.
    ///
    /// The death signal is tied to the calling *thread*: it must live as long as the program.
    func spawn(input: Int32, output: Int32, error: Int32) throws(SubprocessError) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        for (source, target) in [(input, Int32(0)), (output, 1), (error, 2)] {
            posix_spawn_file_actions_adddup2(&actions, source, target)
        }
        posix_spawn_file_actions_addclosefrom_np(&actions, 3)
        if let workingDirectory {
            posix_spawn_file_actions_addchdir_np(&actions, workingDirectory)
        }
        prepareSignals(&attributes)
        let command = command
        let variables = environment?.map { "\($0.key)=\($0.value)" }
        var pid: pid_t = 0
        let code = withMutableCStrings(command) { arguments in
            guard let variables else {
                return posix_spawnp(
                    &pid, command[0], &actions, &attributes, arguments, environ)
            }
            return withMutableCStrings(variables) {
                posix_spawnp(&pid, command[0], &actions, &attributes, arguments, $0)
            }
        }
        guard code == 0 else { throw .notStarted(program: command[0], errno: code) }
        return pid
    }

    /// A fresh session (no terminal's Ctrl-C reaches it), no signal blocked, none ignored.
    private func prepareSignals(_ attributes: inout posix_spawnattr_t) {
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        var all = sigset_t()
        sigfillset(&all)
        posix_spawnattr_setsigdefault(&attributes, &all)
        let flags =
            Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF) | COUNTERFOIL_SPAWN_SETSID
        posix_spawnattr_setflags(&attributes, Int16(flags))
    }
}

/// Lends texts as a null-terminated array of C strings.
private func withMutableCStrings<Result>(
    _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
    let copies = texts.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return body(copies + [nil])
}

/// Runs the body on a thread of its own that ends with it.
func onThreadOfItsOwn(_ body: @escaping @Sendable () -> Void) -> Bool {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    var thread = pthread_t()
    let work = Unmanaged.passRetained(ThreadBody(run: body))
    guard pthread_create(&thread, &attributes, runThreadBody, work.toOpaque()) == 0 else {
        work.release()
        return false
    }
    return true
}

private final class ThreadBody: Sendable {
    let run: @Sendable () -> Void
    init(run: @escaping @Sendable () -> Void) { self.run = run }
}

private func runThreadBody(_ raw: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let raw else { return nil }
    Unmanaged<ThreadBody>.fromOpaque(raw).takeRetainedValue().run()
    return nil
}
