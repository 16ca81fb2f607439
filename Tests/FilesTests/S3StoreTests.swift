import HTTP
import HTTPClient
import Testing

@testable import Files

/// Files in a bucket, against a service that checks every signature.
@Suite(.enabled(if: ObjectService.isInstalled, ObjectService.why))
struct S3StoreTests {
    @Test(arguments: StoreClaim.allCases)
    func `a bucket keeps the promises of a store`(claim: StoreClaim) async throws {
        let service = try await ObjectService.shared.origin()
        try await Gateway.with(before: service, [:]) { _, origin in
            try await withBucket(at: origin) { store, _ in try await claim.prove(on: store) }
        }
    }

    @Test func `a long file goes in parts and tells how far it is`() async throws {
        try await withBucket("parts", { $0.partByteCount = 100_000 }) { store, _ in
            let bytes = picture(byteCount: 350_001)
            let content = try await store.staging.stage(.bytes(bytes), bytesMax: bytes.count)
            let steps = Steps()
            try await store.keep(content) { steps.add($0) }
            #expect(
                steps.seen.map(\.doneByteCount)
                    == [100_000, 200_000, 300_000, 350_001, 350_001])
            #expect(try await store.content(at: content.address).bytes() == bytes)
        }
    }

    @Test func `a wrong secret is refused and told without it`() async throws {
        try await withBucket { good, settings in
            let secret = "not-the-secret"
            let wrong = try bucketSettings("books", at: settings.origin, secret: secret)
            let store = S3Store(wrong, staging: good.staging, unixSeconds: unixSeconds)
            let error = await #expect(throws: FilesError.self) {
                try await store.receive(.bytes(picture(byteCount: 100)), .logo)
            }
            guard case .refused(_, let status, _) = error else {
                Issue.record("not refused but \(String(describing: error))")
                return
            }
            #expect(status == 403)
            for text in ["\(wrong)", String(reflecting: wrong), "\(String(describing: error))"] {
                #expect(!text.contains(secret))
            }
            await #expect(throws: FilesError.self) { try await store.check() }
        }
    }

    @Test func `a clock that is an hour off is refused`() async throws {
        try await withBucket { good, settings in
            let store = S3Store(settings, staging: good.staging) { unixSeconds() - 3_600 }
            let error = await #expect(throws: FilesError.self) { try await store.check() }
            guard case .refused = error else {
                Issue.record("not refused but \(String(describing: error))")
                return
            }
        }
    }

    @Test func `other bytes at an address are noticed`() async throws {
        try await withBucket { store, settings in
            let content = try await store.receive(.bytes(picture(byteCount: 500)), .logo)
            try await overwrite(content.address, with: picture(byteCount: 500), settings)
            await #expect(throws: FilesError.damaged("file \(content.address.text)")) {
                try await store.content(at: content.address)
            }
        }
    }

    @Test func `a link is good for a while, for nothing else, and for whoever has it`() async throws
    {
        try await withBucket { store, settings in
            let bytes = picture(byteCount: 500)
            let content = try await store.receive(.bytes(bytes), .logo)
            let link = try store.link(
                to: content.address, Presentation(type: .png, name: "a logo.png"), seconds: 60,
                unixSeconds: unixSeconds())
            let target = String(link.dropFirst("\(settings.origin)".count))
            let answer = try await HTTPClient().send(
                Request(.get, try Target(parsing: target)), to: settings.origin)
            #expect(answer.status == .ok)
            #expect(try await answer.body.collected() == bytes)
            #expect(answer.headers["Content-Type"] == "image/png")
            #expect(
                answer.headers["Content-Disposition"]
                    == "inline; filename*=UTF-8''a%20logo.png")
            for other in try await others(target, store, content.address, settings) {
                let refusal = try await HTTPClient().send(
                    Request(.get, try Target(parsing: other)), to: settings.origin)
                #expect(refusal.status == .forbidden)
            }
        }
    }

    private func others(
        _ target: String, _ store: S3Store, _ address: ContentAddress, _ settings: S3Settings
    ) async throws -> [String] {
        let old = try store.link(
            to: address, Presentation(type: .png, name: "a"), seconds: 60,
            unixSeconds: unixSeconds() - 600)
        let other = ContentAddress(of: []).text
        return [
            target.replacing("Expires=60", with: "Expires=600"),
            target.replacing(address.text, with: other),
            String(old.dropFirst("\(settings.origin)".count)),
        ]
    }
}
