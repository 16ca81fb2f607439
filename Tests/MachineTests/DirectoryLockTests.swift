import Glibc
import Machine
import Testing

struct DirectoryLockTests {
    @Test func `a second taker is told who holds the directory`() throws {
        let temporary = try TemporaryDirectory()
        let lock = try DirectoryLock(directory: temporary.path)
        let error = #expect(throws: MachineError.self) {
            _ = try DirectoryLock(directory: temporary.path)
        }
        #expect(error == .held(directory: temporary.path, holder: getpid()))
        #expect(error?.description.contains("in use by process \(getpid())") == true)
        withExtendedLifetime(lock) {}
    }

    @Test func `a lock that died leaves the directory free`() throws {
        let temporary = try TemporaryDirectory()
        for _ in 0..<3 {
            let lock = try DirectoryLock(directory: temporary.path)
            withExtendedLifetime(lock) {}
        }
        #expect(try temporary.names() == ["lock"])
        #expect(temporary.mode(of: "lock") == 0o600)
    }

    @Test func `the leftover of a killed holder does not keep anybody out`() throws {
        let temporary = try TemporaryDirectory()
        try AtomicFile.write(Array("1\n".utf8), to: temporary.path + "/lock")
        let lock = try DirectoryLock(directory: temporary.path)
        let text = try AtomicFile.read(temporary.path + "/lock")
        #expect(String(decoding: text, as: UTF8.self) == "\(getpid())\n")
        withExtendedLifetime(lock) {}
    }

    @Test func `a directory that does not exist is named`() {
        let error = #expect(throws: MachineError.self) {
            _ = try DirectoryLock(directory: "/nowhere/at/all")
        }
        #expect(
            error
                == .failed(
                    doing: "open the lock file", on: "/nowhere/at/all/lock", code: ENOENT))
    }
}
