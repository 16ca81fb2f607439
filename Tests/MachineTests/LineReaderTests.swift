import FoundationEssentials
import Machine
import Testing

struct LineReaderTests {
    /// The lines of a file of these bytes.
    private func lines(of bytes: [UInt8], byteCountMax: Int = 1 << 20) throws -> [[UInt8]] {
        let file = FileManager.default.temporaryDirectory
            .appending(path: "lines-\(UUID().uuidString)")
        try Data(bytes).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        var reader = try LineReader(path: file.path(), byteCountMax: byteCountMax)
        var lines: [[UInt8]] = []
        while let line = try reader.next() { lines.append(line) }
        #expect(try reader.next() == nil, "the end stays the end")
        return lines
    }

    @Test(arguments: [
        ("", []), ("\n", [""]), ("a", ["a"]), ("a\n", ["a"]), ("a\nb", ["a", "b"]),
        ("\n\na\r\n\n", ["", "", "a\r", ""]),
    ])
    func `a file is its lines, with or without a feed at its end`(
        text: String, expected: [String]
    ) throws {
        #expect(try lines(of: Array(text.utf8)) == expected.map { Array($0.utf8) })
    }

    @Test(arguments: [65_534, 65_535, 65_536, 65_537, 131_072, 200_000])
    func `a line may be longer than what is read at once`(count: Int) throws {
        let long = [UInt8](repeating: 0x61, count: count)
        #expect(try lines(of: long + [0x0A] + long + [0x0A, 0x62]) == [long, long, [0x62]])
    }

    @Test func `a line that is too long is refused`() throws {
        let bytes = [UInt8](repeating: 0x61, count: 1_001)
        #expect(throws: MachineError.self) { try lines(of: bytes, byteCountMax: 1_000) }
        #expect(try lines(of: bytes, byteCountMax: 1_001).count == 1)
    }

    @Test func `a file that is not there is an error`() {
        #expect(throws: MachineError.self) {
            _ = try LineReader(path: "/nowhere/at/all", byteCountMax: 1)
        }
    }
}
