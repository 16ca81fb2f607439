package import HTTP
package import Identity

/// Everything about people, books, laptops and keys over HTTP.
package struct IdentityRoutes: Sendable {
    private let gate: Gate
    private let devices: Devices
    private let requests: DeviceRequests

    /// Answers from the reception and from what is known of laptops.
    package init(gate: Gate, devices: Devices, requests: DeviceRequests) {
        self.gate = gate
        self.devices = devices
        self.requests = requests
    }

    /// Adds the routes to a router.
    package func add(to router: inout Router) {
        AuthRoutes(gate: gate).add(to: &router)
        ProfileRoutes(gate: gate).add(to: &router)
        DeviceRoutes(gate: gate, devices: devices, requests: requests).add(to: &router)
        UserRoutes(gate: gate).add(to: &router)
        BookRoutes(gate: gate, devices: devices).add(to: &router)
        InvitationRoutes(gate: gate).add(to: &router)
        APIKeyRoutes(gate: gate).add(to: &router)
    }
}
