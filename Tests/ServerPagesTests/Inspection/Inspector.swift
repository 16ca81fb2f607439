import Glibc
import HTTP
import HTTPServer
import Identity
import JSON
import Machine
import Mailing
import PostgreSQL
import ServerPages
import TestOffice
import TestPostgreSQL

/// Walks through the pages of a real server in a real browser, and looks at each of them.
struct Inspector: Sendable {
    /// Why it cannot run here; nil when it can.
    static var obstacle: String? {
        if access(axe, R_OK) != 0 { return "there is no axe in .build/axe; scripts/check-pages" }
        let folders = Environment.variables["PATH"]?.split(separator: ":") ?? []
        let isThere = ["chromium-headless-shell", "chromium"].contains { name in
            folders.contains { access("\($0)/\(name)", X_OK) == 0 }
        }
        return isThere ? nil : "there is no Chromium; scripts/check-pages installs one"
    }

    private static let repository =
        "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
    private static let axe = repository + "/.build/axe/axe.min.js"
    private static let secondsMax = 900

    let office: Office
    let desk: Desk
    /// A page beside the server's own: where, and what it holds.
    var extra: (path: String, html: String)?

    /// What is wrong on the pages of a tour, and how many there were. What axe finds and how the
    /// page looks are looked at in thorough ones only.
    func walk(_ tour: Tour, isThorough: Bool) async throws -> String {
        let server = HTTPServer(.init(listen: .address("127.0.0.1", port: 0)), router: router)
        guard case .port(let port) = try server.start() else { preconditionFailure() }
        let outcome = await Result { () async throws in
            try await TemporaryDirectory.with { directory in
                let plan = plan(tour, port: port, isThorough: isThorough)
                try AtomicFile.write(Array(plan.text().utf8), to: directory + "/plan.json")
                return try await Subprocess(
                    "python3",
                    [
                        Self.repository + "/Tests/PageInspection/inspect_pages.py",
                        directory + "/plan.json",
                    ]
                ).run(secondsMax: Self.secondsMax)
            }
        }
        await server.stop()
        let done = try outcome.get()
        return done.outputText + done.errorText
    }

    private var router: Router {
        var router = Router()
        PageRoutes(
            reception: desk.reception, requests: DeviceRequests(pool: office.pool),
            links: desk.links(office), suppressions: Suppressions(pool: office.pool),
            unixMicroseconds: { Office.now.microseconds }
        ).add(to: &router)
        if let extra {
            router.on(.get, extra.path) { _ in
                Response(headers: ["Content-Type": "text/html"], body: .text(extra.html))
            }
        }
        return router
    }

    private func plan(_ tour: Tour, port: UInt16, isThorough: Bool) -> JSONValue {
        let shots = Environment.variables["COUNTERFOIL_PAGE_SHOTS"]
        return [
            "origin": .string("http://127.0.0.1:\(port)"), "axe": .string(Self.axe),
            "shots": shots.map { .string($0) } ?? .null, "thorough": .bool(isThorough),
            "steps": .array(tour.steps),
        ]
    }
}
