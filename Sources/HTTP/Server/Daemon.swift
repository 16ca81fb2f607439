import CMicroHTTPD
import Dispatch
import Glibc

/// The library's threads at work on one listening socket.
struct Daemon: Sendable {
    private let bits: UInt

    /// Starts the threads; they hold the core until `stop`.
    init(_ socket: ListeningSocket, core: ServerCore) throws(HTTPServerError) {
        let context = Unmanaged.passRetained(core)
        var options = Self.options(socket, core.configuration, context.toOpaque())
        var flags =
            MHD_USE_EPOLL_INTERNAL_THREAD.rawValue | MHD_ALLOW_SUSPEND_RESUME.rawValue
            | MHD_USE_ERROR_LOG.rawValue
        if core.keeper != nil { flags |= MHD_USE_TLS.rawValue }
        let started = cmhd_start(
            flags, connectionKnocked, context.toOpaque(), requestAdvanced, context.toOpaque(),
            &options)
        guard let started else {
            let number = errno
            context.release()
            close(socket.descriptor)
            throw .system(call: "start", subject: "\(socket.address)", errno: number)
        }
        bits = UInt(bitPattern: started)
    }

    /// Takes no more connections and closes the listening socket.
    func quiesce() {
        let descriptor = MHD_quiesce_daemon(OpaquePointer(bitPattern: bits))
        if descriptor >= 0 { close(descriptor) }
    }

    /// Ends the threads, which may take a moment, so not on one of Swift's. Nothing may be in
    /// flight: the library ends the process when a connection is still suspended.
    func stop(_ core: ServerCore) async {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                MHD_stop_daemon(OpaquePointer(bitPattern: bits))
                Unmanaged.passUnretained(core).release()
                continuation.resume()
            }
        }
    }

    private static func options(
        _ socket: ListeningSocket, _ configuration: HTTPServer.Configuration,
        _ context: UnsafeMutableRawPointer
    ) -> [MHD_OptionItem] {
        let limits = configuration.limits
        let memory = limits.headerBytesMax + limits.headerRoomBytes
        var options = [
            cmhd_option_silent(),
            option(.LISTEN_SOCKET, Int(socket.descriptor)),
            option(.CONNECTION_MEMORY_LIMIT, memory),
            option(.CONNECTION_LIMIT, limits.connectionsMax),
            option(.CONNECTION_TIMEOUT, Int(configuration.deadlines.idleSeconds)),
            option(.STRICT_FOR_CLIENT, 1),
            cmhd_option_connection_changed(connectionChanged, context),
            cmhd_option_request_began(requestBegan, context),
            cmhd_option_request_completed(requestCompleted, context),
            cmhd_option_unescape(leaveEscapes),
        ]
        if configuration.threadCount > 1 {
            options.append(option(.THREAD_POOL_SIZE, configuration.threadCount))
        }
        if configuration.tls != nil {
            options.append(cmhd_option_certificate(TLSKeeper.chooser))
            options.append(cmhd_option_priorities(TLSKeeper.priorities))
        }
        options.append(option(.END, 0))
        return options
    }

    private static func option(_ name: MHD_OPTION, _ value: Int) -> MHD_OptionItem {
        MHD_OptionItem(option: name, value: value, ptr_value: nil)
    }
}
