import HTTP
import Identity
import PostgreSQL

/// Lets in whoever shows the token of an enrolled laptop.
struct Doorkeeper: Sendable {
    let devices: Devices
    let now: @Sendable () -> Timestamp

    /// The present moment.
    var milliseconds: UInt64 { UInt64(clamping: now().microseconds / 1_000) }

    /// Who stands behind the token of a request, at this moment.
    func holder(of request: Request) async throws -> DeviceHolder {
        let scheme = "Bearer "
        guard let header = request.headers["Authorization"],
            header.prefix(scheme.count).lowercased() == scheme.lowercased()
        else { throw notLetIn("Show the token of an enrolled laptop.") }
        let token = String(header.dropFirst(scheme.count))
        return try await refusing { try await devices.holder(of: token, at: now()) }
    }
}
