import Glibc

/// A socket that listens, and the address that others reach it at. Closed by whoever takes it.
struct ListeningSocket {
    let descriptor: Int32
    let address: HTTPServer.Address
    /// The socket file, to be removed at the end if it is still this one.
    let file: SocketFile?

    static func open(_ listen: HTTPServer.Listen) throws(HTTPServerError) -> ListeningSocket {
        switch listen {
        case .address(let host, let port): try openAddress(host, port)
        case .unix(let path, _): try openUnix(path)
        }
    }

    private static let backlog: Int32 = 1_024

    private static func openAddress(
        _ host: String, _ port: UInt16
    ) throws(HTTPServerError) -> ListeningSocket {
        var hints = addrinfo()
        hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &found) == 0, let info = found else {
            throw .invalidAddress(host)
        }
        defer { freeaddrinfo(found) }
        let subject = "\(host) port \(port)"
        let descriptor = try newSocket(info.pointee.ai_family, subject)
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        guard bind(descriptor, info.pointee.ai_addr, info.pointee.ai_addrlen) == 0 else {
            let number = closing(descriptor)
            if number == EADDRINUSE { throw .portInUse(address: host, port: port) }
            throw .system(call: "bind", subject: subject, errno: number)
        }
        guard Glibc.listen(descriptor, backlog) == 0 else {
            let number = closing(descriptor)
            if number == EADDRINUSE { throw .portInUse(address: host, port: port) }
            throw .system(call: "listen", subject: subject, errno: number)
        }
        return ListeningSocket(
            descriptor: descriptor, address: .port(boundPort(descriptor)), file: nil)
    }

    private static func openUnix(_ path: String) throws(HTTPServerError) -> ListeningSocket {
        guard let address = UnixAddress(path: path) else { throw .pathTooLong(path) }
        try SocketFile.removeStale(at: path, address)
        let descriptor = try newSocket(AF_UNIX, path)
        // Nobody can connect between bind and listen, so the mode is set before anybody comes.
        guard address.withPointer({ bind(descriptor, $0, $1) }) == 0,
            chmod(path, S_IRUSR | S_IWUSR) == 0,
            Glibc.listen(descriptor, backlog) == 0
        else {
            let number = closing(descriptor)
            if number == EADDRINUSE { throw .socketInUse(path: path) }
            throw .system(call: "bind", subject: path, errno: number)
        }
        return ListeningSocket(
            descriptor: descriptor, address: .path(path), file: SocketFile(path: path))
    }

    private static func newSocket(
        _ family: Int32, _ subject: String
    ) throws(HTTPServerError) -> Int32 {
        let type = SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue
        let descriptor = socket(family, Int32(type), 0)
        guard descriptor >= 0 else {
            throw .system(call: "socket", subject: subject, errno: errno)
        }
        return descriptor
    }

    private static func closing(_ descriptor: Int32) -> Int32 {
        let number = errno
        close(descriptor)
        return number
    }

    private static func boundPort(_ descriptor: Int32) -> UInt16 {
        var storage = sockaddr_storage()
        var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
        return withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = getsockname(descriptor, $0, &size)
            }
            // The port stands at the same place in the addresses of both families.
            return pointer.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
                UInt16(bigEndian: $0.pointee.sin_port)
            }
        }
    }
}
