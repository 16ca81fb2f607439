import Glibc
import Machine
import Testing

struct AtomicFileTests {
    @Test(arguments: [0, 1, 65_536, 300_001])
    func `what was written is read back, and nothing else is left`(count: Int) throws {
        let temporary = try TemporaryDirectory()
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
        try AtomicFile.write([9, 9, 9], to: temporary.path + "/file")
        try AtomicFile.write(bytes, to: temporary.path + "/file", mode: 0o640)
        #expect(try AtomicFile.read(temporary.path + "/file") == bytes)
        #expect(try temporary.names() == ["file"])
        #expect(temporary.mode(of: "file") == 0o640)
    }

    @Test func `of several who make a file at once one does, and what it wrote stays`()
        async throws
    {
        let temporary = try TemporaryDirectory()
        let path = temporary.path + "/key"
        let makers = try await withThrowingTaskGroup(of: UInt8?.self) { group in
            for number in 0..<8 as Range<UInt8> {
                group.addTask { try AtomicFile.create([number], at: path) ? number : nil }
            }
            return try await group.reduce(into: [UInt8]()) { made, number in
                if let number { made.append(number) }
            }
        }
        #expect(makers.count == 1)
        #expect(try AtomicFile.read(path) == makers)
        #expect(try temporary.names() == ["key"])
        #expect(temporary.mode(of: "key") == 0o600)
    }

    @Test func `a file that is longer than the reader is ready for is refused`() throws {
        let temporary = try TemporaryDirectory()
        let path = temporary.path + "/file"
        try AtomicFile.write([1, 2, 3], to: path)
        #expect(try AtomicFile.read(path, byteCountMax: 3) == [1, 2, 3])
        let error = #expect(throws: MachineError.self) {
            try AtomicFile.read(path, byteCountMax: 2)
        }
        #expect(error == .tooLong(path: path, byteCountMax: 2))
    }

    @Test func `a write that fails leaves no file behind`() throws {
        let temporary = try TemporaryDirectory()
        let path = temporary.path + "/taken"
        #expect(mkdir(path, 0o700) == 0)
        let error = #expect(throws: MachineError.self) { try AtomicFile.write([1], to: path) }
        #expect(error == .failed(doing: "replace", on: path, code: EISDIR))
        #expect(try temporary.names() == ["taken"])
    }

    @Test func `a full device is a sentence that says what to do`() throws {
        let full = open("/dev/full", O_WRONLY | O_CLOEXEC)
        defer { close(full) }
        let error = #expect(throws: MachineError.self) {
            try StandardStream(descriptor: full).write([1], naming: "the book")
        }
        #expect(
            error?.description
                == "Could not write to the book: no space left on device. "
                + "Free some space and try again.")
    }
}
