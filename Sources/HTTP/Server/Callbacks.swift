import CMicroHTTPD
import Glibc
import HTTP

// What the library calls. Each function finds its object behind the pointer that was given to the
// library and hands over at once. They stand at file scope, for the library keeps their address.

/// Somebody knocks.
func connectionKnocked(
    _ context: UnsafeMutableRawPointer?, _ address: UnsafePointer<sockaddr>?, _ size: socklen_t
) -> MHD_Result {
    guard let context else { return .NO }
    let core = Unmanaged<ServerCore>.fromOpaque(context).takeUnretainedValue()
    return core.welcomes(NetworkAddress(address)) ? .YES : .NO
}

/// A connection began or is about to end.
func connectionChanged(
    _ context: UnsafeMutableRawPointer?, _ handle: OpaquePointer?,
    _ slot: UnsafeMutablePointer<UnsafeMutableRawPointer?>?,
    _ change: MHD_ConnectionNotificationCode
) {
    guard let context, let handle, let slot else { return }
    let core = Unmanaged<ServerCore>.fromOpaque(context).takeUnretainedValue()
    if change == .CONNECTION_NOTIFY_STARTED {
        let connection = Connection(
            accepted: cmhd_descriptor(handle), core.configuration.listen, core.keeper)
        slot.pointee = Unmanaged.passRetained(connection).toOpaque()
        core.opened(connection)
        if !connection.isWelcome { connection.shutDown() }
    } else if let pointer = slot.pointee {
        slot.pointee = nil
        core.closed(Unmanaged<Connection>.fromOpaque(pointer).takeRetainedValue())
    }
}

/// A request line arrived: the only place where its target is seen as it was sent.
func requestBegan(
    _ context: UnsafeMutableRawPointer?, _ target: UnsafePointer<CChar>?, _ handle: OpaquePointer?
) -> UnsafeMutableRawPointer? {
    guard let context, let target, let handle,
        let connection = cmhd_socket_context(handle)
    else { return nil }
    let exchange = Exchange(
        core: Unmanaged<ServerCore>.fromOpaque(context).takeUnretainedValue(),
        connection: Unmanaged<Connection>.fromOpaque(connection).takeUnretainedValue(),
        handle: ConnectionHandle(handle), target: target)
    return Unmanaged.passRetained(exchange).toOpaque()
}

/// A header is complete, a part of a body is here, a body is complete, or an answer is ready.
func requestAdvanced(
    _ context: UnsafeMutableRawPointer?, _ handle: OpaquePointer?, _ path: UnsafePointer<CChar>?,
    _ method: UnsafePointer<CChar>?, _ version: UnsafePointer<CChar>?,
    _ bytes: UnsafePointer<CChar>?, _ byteCount: UnsafeMutablePointer<Int>?,
    _ slot: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
) -> MHD_Result {
    guard let handle, let byteCount, let pointer = slot?.pointee else { return .NO }
    let exchange = Unmanaged<Exchange>.fromOpaque(pointer).takeUnretainedValue()
    let part = UnsafeRawBufferPointer(start: bytes, count: byteCount.pointee)
    byteCount.pointee = 0
    return exchange.advance(handle, method, version, part) ? .YES : .NO
}

/// The library is done with a request, for better or worse.
func requestCompleted(
    _ context: UnsafeMutableRawPointer?, _ handle: OpaquePointer?,
    _ slot: UnsafeMutablePointer<UnsafeMutableRawPointer?>?,
    _ outcome: MHD_RequestTerminationCode
) {
    guard let slot, let pointer = slot.pointee else { return }
    slot.pointee = nil
    let exchange = Unmanaged<Exchange>.fromOpaque(pointer).takeRetainedValue()
    exchange.completed(isComplete: outcome == .REQUEST_TERMINATED_COMPLETED_OK)
}

/// Escapes are decoded by `Target`, once; here the text stays as it is.
func leaveEscapes(
    _ context: UnsafeMutableRawPointer?, _ handle: OpaquePointer?,
    _ text: UnsafeMutablePointer<CChar>?
) -> Int {
    guard let text else { return 0 }
    return strlen(text)
}

extension Connection {
    /// Looks who it is that was just accepted.
    fileprivate convenience init(
        accepted descriptor: Int32, _ listen: HTTPServer.Listen, _ keeper: TLSKeeper?
    ) {
        let peer = Peer(descriptor: descriptor)
        let isWelcome =
            switch (listen, peer) {
            case (.unix(_, let allowed), .user(let uid, _)?): allowed.contains(uid)
            case (.address, .address?): true
            default: false
            }
        // Over TLS an answer follows small messages of the handshake, and would wait for their
        // acknowledgement, which the other side delays.
        if keeper != nil {
            var yes: Int32 = 1
            setsockopt(
                descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes,
                socklen_t(MemoryLayout<Int32>.size))
        }
        self.init(
            descriptor: descriptor, peer: peer ?? .inProcess, isWelcome: isWelcome, keeper: keeper)
    }
}
