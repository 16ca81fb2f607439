import Breaker
import HTTP
import HTTPClient
import Machine
import Synchronization
import Testing

@testable import Files

/// What networks do between a store and its service.
@Suite(.enabled(if: ObjectService.isInstalled, ObjectService.why))
struct S3FaultTests {
    private func withFates<Result>(
        _ fates: [String: [Gateway.Fate]],
        _ adjust: (inout S3Settings) -> Void = { _ in },
        _ body: (S3Store, Gateway) async throws -> Result
    ) async throws -> Result {
        let service = try await ObjectService.shared.origin()
        return try await Gateway.with(before: service, fates) { gateway, origin in
            try await withBucket("faults", at: origin, adjust) { store, _ in
                try await body(store, gateway)
            }
        }
    }

    @Test func `an answer cut in the middle is asked for again`() async throws {
        try await withFates(["GET": [.cutInTheMiddle, .cutInTheMiddle]]) { store, gateway in
            let bytes = picture(byteCount: 400_000)
            let content = try await store.receive(.bytes(bytes), .logo)
            #expect(try await store.content(at: content.address).bytes() == bytes)
            #expect(gateway.requestCount == 5)
        }
    }

    @Test func `a service that is overloaded is asked again`() async throws {
        try await withFates(["PUT": [.turnedAway, .turnedAway]]) { store, _ in
            let content = try await store.receive(.bytes(picture(byteCount: 100)), .logo)
            #expect(try await store.holds(content.address))
        }
    }

    @Test func `a service that says nothing is asked again`() async throws {
        try await withFates(["PUT": [.silent]], { $0.idleSeconds = 1 }) { store, _ in
            let content = try await store.receive(.bytes(picture(byteCount: 100)), .logo)
            #expect(try await store.holds(content.address))
        }
    }

    @Test func `a service that stays away is told as such`() async throws {
        let fates = [Gateway.Fate](repeating: .turnedAway, count: 3)
        try await withFates(["HEAD": fates], { $0.attemptCountMax = 3 }) { store, gateway in
            let error = await #expect(throws: FilesError.self) { try await store.check() }
            #expect(error?.isTemporary == true)
            #expect(gateway.requestCount == 3)
        }
    }

    @Test func `a service that dies is left alone, and used again when it is back`() async throws {
        let fates = [Gateway.Fate](repeating: .turnedAway, count: 5)
        let now = Mutex<Int64>(0)
        let service = try await ObjectService.shared.origin()
        try await Gateway.with(before: service, ["HEAD": fates]) { gateway, origin in
            try await withBucket("breaker", at: origin) { _, settings in
                let breaker = Breaker("files", clock: MonotonicClock { now.withLock { $0 } })
                var settings = settings
                settings.attemptCountMax = 1
                try await withDirectory { directory in
                    let store = S3Store(
                        settings, staging: try Staging(directory: directory), breaker: breaker,
                        unixSeconds: unixSeconds)
                    for _ in 1...5 {
                        await #expect(throws: FilesError.self) { try await store.check() }
                    }
                    let asked = gateway.requestCount
                    let error = await #expect(throws: FilesError.self) { try await store.check() }
                    #expect(error == .resting(service: origin.description, seconds: 5))
                    #expect(error?.isTemporary == true)
                    #expect(gateway.requestCount == asked)
                    now.withLock { $0 += 5_000_000_000 }
                    try await store.check()
                    #expect(breaker.state == .closed)
                }
            }
        }
    }

    @Test func `a mark whose answer was lost is still one's own`() async throws {
        try await withFates(["PUT": [.answerLost]]) { store, _ in
            let name = try #require(MarkName("lost/\(UInt64.random(in: .min ... .max))"))
            #expect(try await store.create([7], named: name))
            #expect(try await !store.create([7], named: name))
        }
    }

    @Test func `a service without conditions cannot keep marks, and that is said`() async throws {
        try await withFates(["PUT": [.unknown]]) { store, gateway in
            let name = try #require(MarkName("none"))
            let error = await #expect(throws: FilesError.self) {
                try await store.create([7], named: name)
            }
            #expect(error?.description.contains("only if there is none") == true)
            #expect(gateway.requestCount == 1)
        }
    }

    @Test func `a file in parts survives lost answers and cuts at every step`() async throws {
        let fates: [String: [Gateway.Fate]] = [
            "PUT": [.answerLost, .turnedAway, .answerLost], "POST": [.turnedAway, .answerLost],
        ]
        try await withFates(fates, { $0.partByteCount = 50_000 }) { store, _ in
            let bytes = picture(byteCount: 120_000)
            let content = try await store.receive(.bytes(bytes), .logo)
            #expect(try await store.content(at: content.address).bytes() == bytes)
        }
    }

    @Test func `a bit that changed on the way is noticed`() async throws {
        try await withFates(["GET": [.flipped]]) { store, _ in
            let content = try await store.receive(.bytes(picture(byteCount: 100)), .logo)
            await #expect(throws: FilesError.damaged("file \(content.address.text)")) {
                try await store.content(at: content.address)
            }
        }
    }
}

/// The steps of a transfer, as they were told.
final class Steps: Sendable {
    private let state = Mutex<[TransferProgress]>([])

    var seen: [TransferProgress] { state.withLock { $0 } }

    func add(_ step: TransferProgress) { state.withLock { $0.append(step) } }
}
