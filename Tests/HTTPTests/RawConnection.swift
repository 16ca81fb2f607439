import Dispatch
import Glibc

/// A socket that sends what no honest client would. Blocking calls run on a thread of their own.
final class RawConnection: Sendable {
    private let descriptor: Int32

    struct NobodyThere: Error {}

    /// Connects to a port of this machine, from one of its own addresses if it matters which.
    init(port: UInt16, from source: UInt32? = nil) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var result: Int32 = 0
        if let source { result = Self.call(bind, descriptor, source, 0) }
        if result == 0 { result = Self.call(connect, descriptor, 0x7F00_0001, port) }
        guard result == 0 else { throw NobodyThere() }
        // Only a bound against hanging for ever; no test waits for it to pass.
        var bound = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(
            descriptor, SOL_SOCKET, SO_RCVTIMEO, &bound, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { close(descriptor) }

    private static func call(
        _ function: (Int32, UnsafePointer<sockaddr>?, socklen_t) -> Int32, _ descriptor: Int32,
        _ machine: UInt32, _ port: UInt16
    ) -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = machine.bigEndian
        return withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                function(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    /// Sends; false once the other side is gone.
    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    @discardableResult
    func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    func finishSending() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// Reads until the text holds the mark or the other side closes.
    func read(until mark: String? = nil) async -> String {
        await withCheckedContinuation { continuation in
            let descriptor = descriptor
            DispatchQueue(label: "RawConnection").async {
                withExtendedLifetime(self) {
                    continuation.resume(returning: Self.read(descriptor, mark))
                }
            }
        }
    }

    private static func read(_ descriptor: Int32, _ mark: String?) -> String {
        var text = ""
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        while mark.map({ !text.contains($0) }) ?? true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else {
                return count < 0 && errno == EAGAIN ? text + "<nothing came>" : text
            }
            text += String(decoding: buffer[..<count], as: UTF8.self)
        }
        return text
    }
}
