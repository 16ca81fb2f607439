import CGnuTLS
import Glibc

/// Opens many connections to one port of this machine, asks one question on each, and keeps them.
///
///     IdleCrowd PORT COUNT PATH [tls]
///
/// It writes `ready` when all of them have their answer, or have only asked where the path is
/// `/wait`, and goes on until it is ended. Whom it speaks to over TLS it does not check.
@main
struct IdleCrowd {
    static func main() throws {
        let words = CommandLine.arguments
        guard (4...5).contains(words.count), let port = UInt16(words[1]),
            let count = Int(words[2])
        else { throw Trouble.usage }
        let isSecure = words.count == 5
        let credentials = isSecure ? try TLSLine.credentials() : nil
        var sockets: [Int32] = []
        var lines: [TLSLine] = []
        for _ in 0..<count {
            let socket = try connect(to: port)
            sockets.append(socket)
            if let credentials { lines.append(try TLSLine(socket, credentials)) }
            try ask(words[3], socket, lines.last)
        }
        print("ready", terminator: "\n")
        fflush(nil)
        withExtendedLifetime(lines) { _ = pause() }
    }

    private static func ask(_ path: String, _ socket: Int32, _ line: TLSLine?) throws {
        let question = Array("GET \(path) HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8)
        let sent = line?.send(question) ?? send(socket, question, question.count, 0)
        guard sent == question.count else { throw Trouble.closed }
        guard path != "/wait" else { return }
        var answer = [UInt8](repeating: 0, count: 4_096)
        let count = line?.receive(&answer) ?? recv(socket, &answer, answer.count, 0)
        guard count > 0 else { throw Trouble.closed }
    }

    private static func connect(to port: UInt16) throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let result = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw Trouble.nobodyThere }
        // A question right behind the handshake would wait for an acknowledgement.
        var yes: Int32 = 1
        setsockopt(
            descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
        return descriptor
    }

    enum Trouble: Error {
        case usage
        case nobodyThere
        case closed
        case tls(Int32)
    }
}
