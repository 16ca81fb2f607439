import AgentStore
import Bytes
import HTTP
package import JSON

extension Synchronizer {
    /// Asks a server to let this laptop in; a person confirms the code elsewhere.
    package func beginLogin(
        at server: ServerAddress, named name: String
    ) async throws -> LoginRequest {
        let request = try await line.beginLogin(at: server, named: name)
        login = (request, request.intervalSeconds)
        return request
    }

    /// Asks whether somebody has confirmed, and enrols once they have.
    package func continueLogin() async throws -> LoginProgress {
        guard let (request, lastWait) = login else {
            throw LinkError.notLetIn(
                reason: "No login is under way; 'counterfoil login' begins one.")
        }
        let progress = try await line.poll(request, lastWait: lastWait)
        switch progress {
        case .waiting(let seconds): login = (request, seconds)
        case .approved:
            try await enrol(at: request.server, code: request.deviceCode, name: request.name)
            login = nil
        }
        return progress
    }

    /// Turns this laptop away at the server; what is on it stays on it.
    package func logOut() async throws {
        let device = store.device.text
        _ = try await asLaptop { line, server, token in
            try await line.devices(.delete, [device], of: server, showing: token)
        }
        await stop(
            because: "This laptop was signed out; 'counterfoil login' joins the book again.")
    }

    /// The laptops that its owner may see.
    package func devices() async throws -> JSONValue {
        try await asLaptop { line, server, token in
            try await line.devices(.get, [], of: server, showing: token)
        }
    }

    /// Calls a laptop otherwise.
    package func renameDevice(_ device: String, to name: String) async throws -> JSONValue {
        try await asLaptop { line, server, token in
            try await line.devices(
                .patch, [device], body: ["name": .string(name)], of: server, showing: token)
        }
    }

    /// Turns a laptop away.
    package func revokeDevice(_ device: String) async throws -> JSONValue {
        try await asLaptop { line, server, token in
            try await line.devices(.delete, [device], of: server, showing: token)
        }
    }

    /// Asks the book's server something as its laptop.
    func asLaptop<Answer: Sendable>(
        _ ask: @Sendable (ServerLine, ServerAddress, String) async throws -> Answer
    ) async throws -> Answer {
        guard let enrolment = try await store.enrolment() else {
            throw LinkError.notLetIn(
                reason: "This book belongs to no team; 'counterfoil login' joins one.")
        }
        let server = try ServerAddress(enrolment.server)
        let line = line
        return try await line.showing(enrolment, to: server) { token in
            try await ask(line, server, token)
        }
    }
}
