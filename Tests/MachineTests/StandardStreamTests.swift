import Glibc
import Machine
import Testing

struct StandardStreamTests {
    @Test func `lines are read without their ends, and the end is nil`() throws {
        let pipe = try Pipe()
        try pipe.writer.write(Array("one\r\n\nlast".utf8))
        pipe.closeWriter()
        #expect(try pipe.reader.readLine() == "one")
        #expect(try pipe.reader.readLine() == "")
        #expect(try pipe.reader.readLine() == "last")
        #expect(try pipe.reader.readLine() == nil)
    }

    @Test func `a line without an end in sight is refused`() throws {
        let pipe = try Pipe()
        try pipe.writer.write(Array(repeating: 0x61, count: 20))
        #expect(throws: MachineError.self) { try pipe.reader.readLine(byteCountMax: 10) }
    }

    @Test func `a reader that left is an error and not the end of the process`() throws {
        Signal.ignoreBrokenPipes()
        let pipe = try Pipe()
        pipe.closeReader()
        let error = #expect(throws: MachineError.self) { try pipe.writer.write([1]) }
        #expect(
            error
                == .failed(
                    doing: "write to", on: "descriptor \(pipe.writer.descriptor)", code: EPIPE))
    }

    @Test func `more than a pipe holds is written whole, even without blocking`() async throws {
        let pipe = try Pipe()
        let flags = fcntl(pipe.writer.descriptor, F_GETFL)
        #expect(fcntl(pipe.writer.descriptor, F_SETFL, flags | O_NONBLOCK) == 0)
        let line = [UInt8](repeating: 0x61, count: 300_000) + [0x0A]
        async let heard = onThread { try pipe.reader.readLine(byteCountMax: 1 << 20) }
        try await onThread { try pipe.writer.write(line) }
        #expect(try await heard?.utf8.count == 300_000)
    }

    @Test func `a pipe is no terminal`() throws {
        #expect(Terminal(on: try Pipe().reader) == nil)
    }
}
