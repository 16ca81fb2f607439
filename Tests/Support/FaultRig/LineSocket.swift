import Glibc

/// Sockets of this machine's loopback, spoken to by bytes.
enum LineSocket {
    /// A socket that listens on a port that nobody else has, of one of this machine's addresses.
    static func listening(at host: String) throws -> (socket: Int32, port: UInt16) {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = address(of: 0)
        inet_pton(AF_INET, host, &address.sin_addr)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, size) == 0 && listen(listener, 64) == 0
                    && getsockname(listener, $0, &size) == 0
            }
        }
        guard listener >= 0, isListening else { throw RigTrouble("no port is to be had") }
        return (listener, UInt16(bigEndian: address.sin_port))
    }

    /// A port for a server that may be away for a while: below those that the kernel gives to
    /// whoever connects, so that nobody takes it meanwhile.
    static func restingPort() throws -> UInt16 {
        for _ in 0..<1_000 {
            let port = UInt16.random(in: 20_000...32_000)
            let probe = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            defer { close(probe) }
            var address = address(of: port)
            let isFree = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(probe, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
                }
            }
            if isFree { return port }
        }
        throw RigTrouble("no port is to be had")
    }

    /// A connection to a port; `nil` when nobody listens there.
    static func connected(to port: UInt16) -> Int32? {
        let connection = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = address(of: port)
        let isConnected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(connection, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        if isConnected { return connection }
        if connection >= 0 { close(connection) }
        return nil
    }

    /// Reads until there is what is wanted, or nobody says any more.
    static func read(_ connection: Int32, until isEnough: ([UInt8]) -> Bool) -> [UInt8] {
        var heard: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 65_536)
        while !isEnough(heard) {
            let count = recv(connection, &piece, piece.count, 0)
            guard count > 0 else { break }
            heard += piece[..<count]
        }
        return heard
    }

    /// Says bytes, as far as somebody listens.
    static func say(_ bytes: ArraySlice<UInt8>, to connection: Int32) {
        var left = Array(bytes)
        while !left.isEmpty {
            let count = send(connection, left, left.count, Int32(MSG_NOSIGNAL))
            guard count > 0 else { return }
            left.removeFirst(count)
        }
    }

    /// Whether the other side has hung up while nothing is expected from it.
    static func waits(for answer: Int32, while caller: Int32) -> Bool {
        while true {
            var watched = [
                pollfd(fd: answer, events: Int16(POLLIN), revents: 0),
                pollfd(fd: caller, events: Int16(POLLIN), revents: 0),
            ]
            guard poll(&watched, 2, 120_000) > 0 else { return false }
            if watched[0].revents != 0 { return true }
            if watched[1].revents != 0 { return false }
        }
    }

    private static func address(of port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        return address
    }
}
