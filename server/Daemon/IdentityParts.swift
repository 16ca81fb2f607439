import Configuration
import Crypto
import HTTP
import Identity
import Logging
import Machine
import Mailing
import PostgreSQL
import ServerAPI
import ServerPages

/// The parts of a running server that know people and laptops.
struct IdentityParts: Sendable {
    let reception: Reception
    let devices: Devices
    private let requests: DeviceRequests
    private let pool: Pool
    private let log: Logger

    /// - Parameter address: what links begin with; nothing for what the configuration says.
    static func open(
        pool: Pool, configuration: Configuration, keeper: SecretKeeper, setup: Setup,
        address: String? = nil
    ) async throws -> IdentityParts {
        let address = address ?? PublicAddress(configuration).text
        var policy = ReceptionPolicy(address: address)
        policy.isRegistrationOpen = configuration[ServerSettings.registration] == "open"
        policy.limits.requestsPerCaller = RateLimit(
            "requests/caller", configuration[ServerSettings.requestsPerMinute], inSeconds: 60)
        let postbox = LetterBox(
            from: try setup.mail(configuration).from(), sealedBy: keeper)
        let reception = try await Reception.open(
            pool: pool, hasher: PasswordHasher(), keeper: keeper, postbox: postbox,
            policy: policy)
        return IdentityParts(
            reception: reception, devices: Devices(pool: pool),
            requests: DeviceRequests(pool: pool, limits: policy.limits), pool: pool,
            log: setup.logger(configuration))
    }

    /// Adds the routes and the pages to a router.
    func add(to router: inout Router) {
        IdentityRoutes(gate: gate, devices: devices, requests: requests).add(to: &router)
        let suppressions = Suppressions(pool: pool)
        SuppressionRoutes(gate: gate, suppressions: suppressions).add(to: &router)
        PageRoutes(
            reception: reception, requests: requests,
            links: reception.unsubscribeLinks(pool: pool), suppressions: suppressions,
            unixMicroseconds: SystemClock().unixMicroseconds
        ).add(to: &router)
    }

    /// Where requests show who is asking.
    var gate: Gate {
        Gate(reception: reception, unixMicroseconds: SystemClock().unixMicroseconds)
    }

    /// Tells who opened a page on a page that the server cannot answer just now.
    var apology: Middleware { PageApology(server: reception.policy.address).middleware }

    /// Tells the commands that write links beside this server where people reach it.
    func noteAddress() async {
        do {
            try await ServerAddress(pool: pool).note(reception.policy.address, at: .now)
        } catch {
            log.warning("the address is not noted", .text("why", "\(error)"))
        }
    }

    /// Tells whoever started the server how its first owner gets in, while there is nobody.
    func welcome() async {
        do {
            guard let link = try await reception.firstOwnerLink(at: .now) else { return }
            // It goes past the log, which holds no secrets.
            try? StandardStream.error.write(
                Array(
                    "\nNobody is here yet. The first owner opens this link:\n\n  \(link)\n\n".utf8),
                naming: "the standard error")
        } catch {
            log.warning("no link for the first owner", .text("why", "\(error)"))
        }
    }
}
