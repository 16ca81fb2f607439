import CGnuTLS
import Glibc

/// Opens many connections to one port of this machine, asks one question on each, and keeps them.
///
///     IdleCrowd PORT COUNT PATH [tls]
///
/// It writes `ready` when all of them have their answer, or have only asked where the path is
/// `/wait` or `@DIR`, and goes on until it is ended. The files of such a directory are named by
/// numbers from 0 on, and each holds the bytes of a question: they are asked in turns. Whom it
/// speaks to over TLS it does not check.
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
        let questions = try questions(words[3])
        for place in 0..<count {
            let socket = try connect(to: port)
            sockets.append(socket)
            if let credentials { lines.append(try TLSLine(socket, credentials)) }
            try ask(questions[place % questions.count], socket, lines.last)
            if !isSilent(words[3]) { try hear(socket, lines.last) }
        }
        print("ready", terminator: "\n")
        fflush(nil)
        withExtendedLifetime(lines) { _ = pause() }
    }

    /// Whether nobody answers at once.
    private static func isSilent(_ path: String) -> Bool {
        path == "/wait" || path.hasPrefix("@")
    }

    private static func questions(_ path: String) throws -> [[UInt8]] {
        guard path.hasPrefix("@") else {
            return [Array("GET \(path) HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8)]
        }
        var questions: [[UInt8]] = []
        while let file = fopen("\(path.dropFirst())/\(questions.count)", "r") {
            defer { fclose(file) }
            var bytes = [UInt8](repeating: 0, count: 65_536)
            let count = fread(&bytes, 1, bytes.count, file)
            questions.append(Array(bytes.prefix(count)))
        }
        guard !questions.isEmpty else { throw Trouble.usage }
        return questions
    }

    private static func ask(_ question: [UInt8], _ socket: Int32, _ line: TLSLine?) throws {
        let sent = line?.send(question) ?? send(socket, question, question.count, 0)
        guard sent == question.count else { throw Trouble.closed }
    }

    private static func hear(_ socket: Int32, _ line: TLSLine?) throws {
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
