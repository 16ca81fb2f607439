import Glibc
import Machine

/// A network of its own for one laptop, joined to this machine's by a link that can be taken down:
/// then nothing arrives, and nobody is told.
package struct Tunnel: Sendable {
    /// Whether this process may make one: root, where no container forbids it.
    package static var isPossible: Bool {
        get async throws {
            guard geteuid() == 0 else { return false }
            return try await with { _ in true } ?? false
        }
    }

    /// This machine's end of it.
    let end: String
    private let name: String

    /// Lends a tunnel to the body; `nil` when this machine makes none.
    package static func with<Value>(_ body: (Tunnel) async throws -> Value) async throws -> Value? {
        // The kernel lets go of a link some time after it was deleted: each has a name of its own.
        let number = Int.random(in: 0..<65_536)
        let tunnel = Tunnel(
            end: "10.\(number / 256).\(number % 256).1", name: "cf\(getpid())x\(number % 4_096)")
        guard try await tunnel.dig() else { return nil }
        let result: Result<Value, any Error>
        do {
            result = .success(try await body(tunnel))
        } catch {
            result = .failure(error)
        }
        _ = try await tunnel.ip("netns", "del", tunnel.name)
        return try result.get()
    }

    /// Lets nothing through, without a word to either side.
    package func close() async throws { _ = try await ip("link", "set", link, "down") }

    /// Lets everything through again.
    package func open() async throws { _ = try await ip("link", "set", link, "up") }

    /// The program, run at the far end.
    func inside(_ program: Subprocess) -> Subprocess {
        var entered = program
        entered.program = "ip"
        entered.arguments = ["netns", "exec", name, program.program] + program.arguments
        return entered
    }

    private var link: String { name + "a" }

    private func dig() async throws -> Bool {
        let (far, other) = (name + "b", end.dropLast() + "2")
        let steps = [
            ["netns", "add", name], ["link", "add", link, "type", "veth", "peer", "name", far],
            ["link", "set", far, "netns", name], ["addr", "add", end + "/30", "dev", link],
            ["link", "set", link, "up"],
            ["-n", name, "addr", "add", other + "/30", "dev", far],
            ["-n", name, "link", "set", far, "up"],
        ]
        for step in steps where try await !Subprocess("ip", step).run().status.isSuccess {
            _ = try await ip("netns", "del", name)
            return false
        }
        return true
    }

    private func ip(_ words: String...) async throws -> Bool {
        try await Subprocess("ip", words).run().status.isSuccess
    }
}
