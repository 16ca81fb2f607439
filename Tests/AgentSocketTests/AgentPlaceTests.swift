import AgentSocket
import Glibc
import Machine
import TestPostgreSQL
import Testing

struct AgentPlaceTests {
    @Test func `everything is in the home that is named`() throws {
        let place = try AgentPlace(environment: ["COUNTERFOIL_HOME": "/srv/ann", "HOME": "/root"])
        #expect(place.data == "/srv/ann")
        #expect(place.socket == "/srv/ann/agent.sock")
        #expect(place.book == "/srv/ann/book.sqlite")
        #expect(place.logFile == "/srv/ann/agent.log")
        #expect(place.configFile == "/srv/ann/agent.conf")
    }

    @Test func `without it everything is where XDG says`() throws {
        let place = try AgentPlace(environment: [
            "HOME": "/people/ann", "XDG_RUNTIME_DIR": "/run/user/7", "COUNTERFOIL_HOME": "",
        ])
        #expect(place.data == "/people/ann/.local/share/counterfoil")
        #expect(place.socket == "/run/user/7/counterfoil/agent.sock")
        #expect(place.logFile == "/people/ann/.local/state/counterfoil/agent.log")
    }

    @Test func `a home that is not absolute is refused, not ignored`() {
        #expect(throws: MachineError.self) {
            try AgentPlace(environment: ["COUNTERFOIL_HOME": "books", "HOME": "/people/ann"])
        }
        #expect(throws: MachineError.homeless) { try AgentPlace(environment: [:]) }
    }

    @Test func `a path that is too long for a socket gives way to one of the same home's`() throws {
        let home = { (name: String) in
            try AgentPlace(environment: [
                "COUNTERFOIL_HOME": "/" + String(repeating: name, count: 200)
            ])
        }
        let (one, same, other) = (try home("a"), try home("a"), try home("b"))
        #expect(one.socket.utf8.count <= 107)
        #expect(one.socket == same.socket)
        #expect(one.socket != other.socket)
        let longest = "/" + String(repeating: "c", count: 95)
        let place = try AgentPlace(environment: ["COUNTERFOIL_HOME": longest])
        #expect(place.socket == longest + "/agent.sock")
    }

    @Test func `its directories are its owner's alone, and an open one is refused`() async throws {
        try await TemporaryDirectory.with { directory in
            let home = directory + "/deep/home"
            let place = try AgentPlace(environment: ["COUNTERFOIL_HOME": home])
            try place.create()
            try place.create()
            var facts = stat()
            #expect(stat(home, &facts) == 0 && facts.st_mode & 0o777 == 0o700)
            chmod(home, 0o755)
            #expect(throws: MachineError.exposed(directory: home, mode: 0o755)) {
                try place.create()
            }
        }
    }
}
