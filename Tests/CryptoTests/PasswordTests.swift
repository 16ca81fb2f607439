import Bytes
import Crypto
import Machine
import Testing

struct PasswordTests {
    /// As cheap as the library allows, for tests that are not about the cost.
    private static let cheap = HashingCost(memoryBytes: 8_192, passes: 1)

    /// A vector of the reference implementation of argon2.
    @Test func `the reference implementation's hash is understood`() async throws {
        let hash =
            "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
        let hasher = PasswordHasher(cost: Self.cheap)
        #expect(try await hasher.matches("password", hash))
        #expect(try await !hasher.matches("Password", hash))
    }

    @Test(arguments: ["correct horse battery staple", "", "a\0b", "pässwörd 🔑"])
    func `a hash holds for its password only`(password: String) async throws {
        let hasher = PasswordHasher(cost: Self.cheap)
        let hash = try await hasher.hash(password)
        #expect(hash.hasPrefix("$argon2id$v=19$m=8,t=1,p=1$"))
        #expect(try await hasher.matches(password, hash))
        for other in [password + " ", "x" + password, String(password.dropLast()) + "?"] {
            #expect(try await !hasher.matches(other, hash))
        }
    }

    @Test func `two hashes of one password differ`() async throws {
        let hasher = PasswordHasher(cost: Self.cheap)
        let first = try await hasher.hash("same")
        #expect(try await hasher.hash("same") != first)
    }

    @Test(arguments: [
        "", "plain", "$argon2id$", "$argon2id$v=19$m=8,t=1,p=1$x$y",
        String(repeating: "a", count: 500),
    ])
    func `what is no hash matches nothing`(hash: String) async throws {
        #expect(try await !PasswordHasher(cost: Self.cheap).matches("x", hash))
    }

    @Test func `a hash of another cost is outdated`() async throws {
        let hash = try await PasswordHasher(cost: Self.cheap).hash("x")
        #expect(!PasswordHasher(cost: Self.cheap).isOutdated(hash))
        #expect(PasswordHasher().isOutdated(hash))
    }

    @Test func `who finds no place in line is told busy`() async throws {
        let hasher = PasswordHasher(cost: Self.cheap, threadsMax: 0, waitingMax: 0)
        await #expect(throws: CryptoError.busy) { try await hasher.hash("x") }
        await #expect(throws: CryptoError.busy) { try await hasher.matches("x", "y") }
        #expect(hasher.computations == 0)
    }

    @Test func `in a crowd everybody is served or told busy, and the next one is served`()
        async throws
    {
        let hasher = PasswordHasher(threadsMax: 1, waitingMax: 2)
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<24 {
                group.addTask {
                    do {
                        _ = try await hasher.hash("x")
                        return true
                    } catch {
                        #expect(error as? CryptoError == .busy)
                        return false
                    }
                }
            }
            return await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        }
        #expect((outcomes[true] ?? 0) >= 3)
        #expect((outcomes[true] ?? 0) + (outcomes[false] ?? 0) == 24)
        #expect(hasher.computations == outcomes[true])
        _ = try await hasher.hash("again")
    }

    @Test func `a hundred hashes at once take the memory of a few`() async throws {
        let hasher = PasswordHasher(threadsMax: 2, waitingMax: 100)
        let before = try Self.residentBytesMax()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<100 {
                group.addTask {
                    await #expect(throws: Never.self) { _ = try await hasher.hash("x") }
                }
            }
        }
        #expect(hasher.computations == 100)
        // Unbounded they would take 1,900 MiB; other tests of the process run meanwhile.
        #expect(try Self.residentBytesMax() - before < 600 << 20)
    }

    /// The most memory that this process has held.
    private static func residentBytesMax() throws -> Int {
        let text = String(
            decoding: try AtomicFile.read("/proc/self/status"), as: UTF8.self)
        let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
        return try #require(line.split(separator: " ").compactMap { Int($0) }.first) << 10
    }
}
