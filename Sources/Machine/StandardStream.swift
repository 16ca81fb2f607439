import Glibc

/// One open file descriptor that this process reads or writes but does not own.
package struct StandardStream: Hashable, Sendable {
    /// What people type, or what a pipe delivers.
    package static let input = StandardStream(descriptor: STDIN_FILENO)
    /// Where answers go.
    package static let output = StandardStream(descriptor: STDOUT_FILENO)
    /// Where complaints and progress go.
    package static let error = StandardStream(descriptor: STDERR_FILENO)

    /// The number that the kernel knows it by.
    package let descriptor: Int32

    /// Names a descriptor that stays open as long as this value is used.
    package init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Writes every byte, with one `write(2)` unless the kernel takes fewer.
    package func write(_ bytes: [UInt8], naming name: String? = nil) throws(MachineError) {
        var sent = 0
        while sent < bytes.count {
            let start = sent
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.write(descriptor, buffer.baseAddress.map { $0 + start }, buffer.count - start)
            }
            if count >= 0 {
                sent += count
            } else if errno == EAGAIN {
                waitUntilWritable()
            } else if errno != EINTR {
                throw .failed(doing: "write to", on: name ?? label, code: errno)
            }
        }
    }

    /// Reads up to the next line feed, which is taken but not returned; `nil` at the end.
    package func readLine(byteCountMax: Int = 64 << 10) throws(MachineError) -> String? {
        var line: [UInt8] = []
        while true {
            var byte: UInt8 = 0
            let count = Glibc.read(descriptor, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .failed(doing: "read", on: label, code: errno) }
            if count == 0, line.isEmpty { return nil }
            if count == 0 || byte == 0x0A { break }
            line.append(byte)
            guard line.count <= byteCountMax else {
                throw .tooLong(path: label, byteCountMax: byteCountMax)
            }
        }
        if line.last == 0x0D { line.removeLast() }
        return String(decoding: line, as: UTF8.self)
    }

    private var label: String {
        switch descriptor {
        case STDIN_FILENO: "the standard input"
        case STDOUT_FILENO: "the standard output"
        case STDERR_FILENO: "the standard error"
        default: "descriptor \(descriptor)"
        }
    }

    private func waitUntilWritable() {
        var request = pollfd(descriptor: descriptor, events: Int16(POLLOUT))
        _ = poll(&request, 1, -1)
    }
}

extension pollfd {
    fileprivate init(descriptor: Int32, events: Int16) {
        self.init(fd: descriptor, events: events, revents: 0)
    }
}
