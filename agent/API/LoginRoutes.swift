import AgentLink
import HTTP
import JSON

/// The team's laptops over the agent's socket: join by a code that is confirmed elsewhere, leave,
/// see who else is there.
struct LoginRoutes: Sendable {
    let synchronizer: Synchronizer
    /// What is to be done once the book has joined a team's.
    let joined: @Sendable () async -> Void

    func add(to router: inout Router) {
        router.on(.post, "/login", begin)
        router.on(.post, "/login/continue", proceed)
        router.on(.post, "/logout", logOut)
        router.on(.get, "/devices", list)
        router.on(.patch, "/devices/{id}", rename)
        router.on(.delete, "/devices/{id}", revoke)
    }

    private func begin(_ request: Request) async throws -> Response {
        let form = try await request.form()
        guard let server = form["server"]?.string, let name = form["name"]?.string else {
            throw Refusal(.unprocessable, "A server and a name are needed.", kind: "validation")
        }
        let login = try await synchronizer.beginLogin(
            at: try ServerAddress(server), named: name)
        return .json(login.json)
    }

    private func proceed(_ request: Request) async throws -> Response {
        switch try await synchronizer.continueLogin() {
        case .waiting(let seconds):
            return .json(["state": "waiting", "interval": .integer(seconds)])
        case .approved:
            await joined()
            return .json(["state": "approved"])
        }
    }

    private func logOut(_ request: Request) async throws -> Response {
        try await synchronizer.logOut()
        return .json(["state": "signed out"])
    }

    private func list(_ request: Request) async throws -> Response {
        .json(try await synchronizer.devices())
    }

    private func rename(_ request: Request) async throws -> Response {
        let form = try await request.form()
        guard let name = form["name"]?.string else {
            throw Refusal(.unprocessable, "A name is needed.", kind: "validation")
        }
        return .json(
            try await synchronizer.renameDevice(request.parameters["id"] ?? "", to: name))
    }

    private func revoke(_ request: Request) async throws -> Response {
        .json(try await synchronizer.revokeDevice(request.parameters["id"] ?? ""))
    }
}
