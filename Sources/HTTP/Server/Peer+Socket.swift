import Glibc
import HTTP

extension Peer {
    /// Who is at the other end of a connected socket, from the kernel; `nil` when it is gone.
    init?(descriptor: Int32) {
        var family: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        guard getsockopt(descriptor, SOL_SOCKET, SO_DOMAIN, &family, &size) == 0 else {
            return nil
        }
        let peer = family == AF_UNIX ? Self.user(descriptor) : Self.address(descriptor)
        guard let peer else { return nil }
        self = peer
    }

    private static func user(_ descriptor: Int32) -> Peer? {
        // The kernel's `struct ucred`, which the C headers hide: pid, uid, gid.
        var credentials: (pid: Int32, uid: UInt32, gid: UInt32) = (0, 0, 0)
        var size = socklen_t(MemoryLayout.size(ofValue: credentials))
        guard getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &size) == 0 else {
            return nil
        }
        return .user(uid: credentials.uid, pid: credentials.pid)
    }

    private static func address(_ descriptor: Int32) -> Peer? {
        var storage = sockaddr_storage()
        var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
        var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        let isKnown = withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                getpeername(descriptor, $0, &size) == 0
                    && getnameinfo(
                        $0, size, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST) == 0
            }
        }
        guard isKnown else { return nil }
        return .address(String(decoding: text.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self))
    }
}
