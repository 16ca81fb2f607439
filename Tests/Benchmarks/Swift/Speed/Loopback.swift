import Glibc

/// TCP sockets that stay within the machine.
enum Loopback {
    /// A socket that listens on a port of the system's choice.
    static func listen() throws(BenchmarkFailure) -> Int32 {
        try open { socket throws(BenchmarkFailure) in
            try call("bind", on: 0) { bind(socket, $0, $1) }
            guard Glibc.listen(socket, 1) == 0 else {
                throw BenchmarkFailure.system(call: "listen", errno)
            }
        }
    }

    /// A socket that is connected to a port and sends every byte at once.
    static func connect(to port: UInt16) throws(BenchmarkFailure) -> Int32 {
        try open { socket throws(BenchmarkFailure) in
            var on: Int32 = 1
            setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &on, 4)
            try call("connect", on: port) { Glibc.connect(socket, $0, $1) }
        }
    }

    /// The port that a socket has.
    static func port(of socket: Int32) throws(BenchmarkFailure) -> UInt16 {
        var address = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let code = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                getsockname(socket, $0, &size)
            }
        }
        guard code == 0 else { throw .system(call: "getsockname", errno) }
        return UInt16(bigEndian: address.sin_port)
    }

    /// A port that nobody has at this moment, for a program that has to be told one.
    static func freePort() throws(BenchmarkFailure) -> UInt16 {
        let socket = try listen()
        defer { close(socket) }
        return try port(of: socket)
    }

    private static func open(
        _ prepare: (Int32) throws(BenchmarkFailure) -> Void
    ) throws(BenchmarkFailure) -> Int32 {
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let socket = Glibc.socket(AF_INET, kind, 0)
        guard socket >= 0 else { throw .system(call: "socket", errno) }
        do {
            try prepare(socket)
        } catch {
            close(socket)
            throw error
        }
        return socket
    }

    private static func call(
        _ name: String, on port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) throws(BenchmarkFailure) {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        let code = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard code == 0 else { throw .system(call: name, errno) }
    }
}
