import Glibc
import Machine
import Testing

struct FileIdentityTests {
    @Test func `a file that took the name and the number of another one is not that one`() throws {
        let temporary = try TemporaryDirectory()
        let path = temporary.path + "/marks"
        var known: Set<FileIdentity> = []
        // Most of them get a number that another one had.
        for round in 1...20 {
            try AtomicFile.write([UInt8(round)], to: path)
            let identity = try FileIdentity(of: path)
            #expect(known.insert(identity).inserted)
            unlink(path)
            try waitUntilFilesAreMade(after: identity, in: temporary.path)
        }
    }

    /// The clock of files ticks every few milliseconds.
    private func waitUntilFilesAreMade(
        after identity: FileIdentity, in directory: String
    ) throws {
        let path = directory + "/clock"
        repeat {
            unlink(path)
            try AtomicFile.write([], to: path)
        } while try FileIdentity(of: path).birth == identity.birth && identity.birth != nil
        unlink(path)
    }

    @Test func `a file stays the same under another name and with other bytes`() throws {
        let temporary = try TemporaryDirectory()
        let (path, other) = (temporary.path + "/marks", temporary.path + "/kept")
        var told: FileIdentity?
        try AtomicFile.replace(path) { identity in
            told = identity
            return [1]
        }
        let identity = try FileIdentity(of: path)
        #expect(told == identity)
        #expect(rename(path, other) == 0)
        let descriptor = open(other, O_WRONLY | O_TRUNC)
        #expect(write(descriptor, "x", 1) == 1 && close(descriptor) == 0)
        #expect(try FileIdentity(of: other) == identity)
        #expect(throws: MachineError.self) { try FileIdentity(of: path) }
    }
}
