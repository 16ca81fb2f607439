import Glibc
import Machine
import Testing

struct SpoolFileTests {
    @Test func `what was appended is read from anywhere, and no name is left`() throws {
        let temporary = try TemporaryDirectory()
        let file = try SpoolFile(in: temporary.path)
        #expect(try file.bytes(from: 0, countMax: 10) == [])
        try file.append([1, 2, 3])
        try file.append([4, 5])
        #expect(try file.bytes(from: 0, countMax: 10) == [1, 2, 3, 4, 5])
        #expect(try file.bytes(from: 3, countMax: 1) == [4])
        #expect(try file.bytes(from: 5, countMax: 1) == [])
        #expect(try temporary.names() == [])
    }

    @Test func `a directory that is not there is named in the error`() throws {
        let path = try TemporaryDirectory().path + "/nowhere"
        #expect(
            throws: MachineError.failed(
                doing: "create a temporary file in", on: path, code: ENOENT)
        ) {
            _ = try SpoolFile(in: path)
        }
    }
}
