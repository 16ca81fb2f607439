import Glibc
import Synchronization

/// A port of this machine that a server of a test may listen on, now and after a restart.
enum Port {
    /// Below the ports that the kernel gives to whoever connects, so that nobody takes it while
    /// its server is away.
    private static let range: ClosedRange<UInt16> = 20_000...32_000
    private static let taken = Mutex<Set<UInt16>>([])

    static func free() -> UInt16 {
        while true {
            let port = UInt16.random(in: range)
            guard isFree(port), taken.withLock({ $0.insert(port).inserted }) else { continue }
            return port
        }
    }

    private static func isFree(_ port: UInt16) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        return withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}
