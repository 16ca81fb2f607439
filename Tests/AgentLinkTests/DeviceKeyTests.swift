import AgentLink
import Crypto
import Glibc
import Machine
import TestPostgreSQL
import Testing

struct DeviceKeyTests {
    @Test func `the key is made once, for its owner's eyes only`() async throws {
        try await TemporaryDirectory.with { directory in
            let key = try DeviceKey.loadOrCreate(in: directory)
            #expect(try DeviceKey.loadOrCreate(in: directory).seed == key.seed)
            var facts = stat()
            #expect(stat(directory + "/device.key", &facts) == 0)
            #expect(facts.st_mode & 0o777 == 0o600)
        }
    }

    @Test(arguments: ["", "zz", "00ff", String(repeating: "0", count: 66)])
    func `a damaged key is refused and left as it is`(content: String) async throws {
        try await TemporaryDirectory.with { directory in
            let path = directory + "/device.key"
            try AtomicFile.write(Array(content.utf8), to: path)
            #expect(throws: CryptoError.notAKey) { try DeviceKey.loadOrCreate(in: directory) }
            #expect(try AtomicFile.read(path) == Array(content.utf8))
        }
    }

    @Test func `a directory that cannot be written to is named`() {
        #expect(throws: MachineError.self) { try DeviceKey.loadOrCreate(in: "/nowhere/at/all") }
    }
}
