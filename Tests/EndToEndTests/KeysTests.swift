import HTTP
import JSON
import Machine
import Testing

/// The keys under which secrets lie, as whoever operates the server meets them.
@Suite(.toldWithLogs) struct KeysTests {
    private static func office(_ world: World, like other: Office, keys: String) -> Office {
        Office(
            in: world, flags: other.flags, settings: other.settings,
            variables: ["COUNTERFOIL_SECRET_KEYS": keys])
    }

    @Test func `a server with other keys says so, and lets nobody in`() async throws {
        try await Office.with { (world, office) async throws in
            try await office.add("ann")
            let foreign = "test:" + String(repeating: "c3", count: 32)
            let stranger = Self.office(world, like: office, keys: foreign)
            let running = try await stranger.begin()
            try await running.says("The secret keys here are not those of the database")
            let ready = try await stranger.ask(.get, "/readyz")
            #expect(ready.status == 503)
            #expect(ready.json["message"]?.string?.contains("secret keys") == true)
            #expect(try await stranger.signIn("ann").status == 503)
            let added = try await stranger.type("admin", "user", "add", "bob@example.com")
            #expect(added.code == 1 && added.complaint.contains("not those of the database"))
            #expect(try await office.signIn("ann").status == 200)
        }
    }

    @Test func `of two who add a key one waits for the other, and no key is lost`() async throws {
        try await Office.with { (world, office) async throws in
            let directory = world.directory + "/keys"
            try Directories.create(directory)
            let words =
                ["admin", "keys", "rotate", "--here", "--secret-keys-file", directory + "/keys"]
                + office.flags
            let variables = ["COUNTERFOIL_SECRET_KEYS": ""]
            try AtomicFile.write(
                Array(("test:" + String(repeating: "5a", count: 32) + "\n").utf8),
                to: directory + "/keys")
            let lock = try DirectoryLock(directory: directory, name: "keys.lock")
            let held = try await Reply(of: Programs.server(words, variables))
            #expect(held.code == 75)
            #expect(held.complaint.contains("Somebody else is adding a key"))
            _ = consume lock
            let free = try await Reply(of: Programs.server(words, variables))
            #expect(free.code == 0, "\(free.complaint)")
            let lines = try AtomicFile.read(directory + "/keys").split(separator: 0x0A)
            #expect(lines.count == 2)
        }
    }
}
