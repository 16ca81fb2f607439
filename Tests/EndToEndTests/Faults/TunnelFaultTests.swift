import FaultRig
import Testing

/// A network that goes silent: the kernel throws everything away, and no connection breaks.
@Suite(.enabled("This machine lets nobody make a network.") { try await Tunnel.isPossible })
struct TunnelFaultTests {
    @Test func `a laptop in a tunnel works on, says so, and catches up behind it`() async throws {
        try await Excursion.with { excursion in
            let lent: Void? = try await Tunnel.with { tunnel in
                let clara = try await Traveller.joined(
                    "clara", to: excursion.bureau, through: tunnel)
                try await excursion.expectAgreement(clara)
                try await tunnel.close()
                #expect(try await excursion.add("In the dark", on: clara).code == 0)
                let exchange = try await clara.type(["sync", "now"])
                #expect(exchange.code == 6, "\(exchange.complaint)")
                try await excursion.add("Outside", on: excursion.anna)
                try await tunnel.open()
                try await excursion.expectAgreement(clara)
                await clara.kill()
                clara.line.close()
            }
            try #require(lent != nil)
        }
    }
}
