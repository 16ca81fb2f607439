import CMicroHTTPD

/// The library's name for a connection, good until the exchange on it is completed.
///
/// Kept as a number, since all that other threads do with it is resuming, which the library allows
/// from any thread.
struct ConnectionHandle: Sendable {
    private let bits: UInt

    init(_ pointer: OpaquePointer) {
        bits = UInt(bitPattern: pointer)
    }

    func suspend() {
        MHD_suspend_connection(OpaquePointer(bitPattern: bits))
    }

    func resume() {
        MHD_resume_connection(OpaquePointer(bitPattern: bits))
    }
}
