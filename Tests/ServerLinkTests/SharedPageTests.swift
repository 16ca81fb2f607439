import ServerLink
import ServerStore
import Sync
import TestOffice
import Testing

/// What many laptops wait for at the same place is read once, and told to each of them.
struct SharedPageTests {
    private static let watchersCount = 5

    @Test func `all who wait at the same place are told what comes, time after time`()
        async throws
    {
        try await RunningOffice.with { running in
            let book = try await running.office.book()
            var author = try TestDevice()
            let token = try await running.token(of: author, in: book)
            let watchers = try await Self.watchers(of: book, in: running)
            var point = LogPoint.start
            for round in 1...3 as ClosedRange<UInt8> {
                let letter = author.push([author.change(record: .client(round))])
                let pages = try await Self.pages(after: point, of: book, for: watchers, in: running)
                {
                    _ = try await running.ask(letter, from: author, of: book, token: token)
                }
                #expect(pages.count == Self.watchersCount)
                #expect(pages.allSatisfy { $0.items.map(\.entry.position) == [UInt64(round)] })
                point = try #require(pages.first).end
            }
        }
    }

    private typealias Watcher = (device: TestDevice, token: String)

    private static func watchers(
        of book: BookID, in running: RunningOffice
    ) async throws -> [Watcher] {
        var watchers: [Watcher] = []
        for _ in 0..<watchersCount {
            let device = try TestDevice()
            watchers.append((device, try await running.token(of: device, in: book)))
        }
        return watchers
    }

    /// What each of them is told who wait while something happens.
    private static func pages(
        after point: LogPoint, of book: BookID, for watchers: [Watcher],
        in running: RunningOffice, while happening: () async throws -> Void
    ) async throws -> [Page] {
        try await withThrowingTaskGroup(of: Page?.self) { group in
            for (device, token) in watchers {
                group.addTask {
                    let question = device.pull(after: point, waitSeconds: 30)
                    let reply = try await running.ask(
                        question, from: device, of: book, token: token)
                    guard case .page(let page) = reply else { return nil }
                    return page
                }
            }
            try await eventually { await running.watchers.count == watchers.count }
            try await happening()
            var pages: [Page] = []
            for try await page in group { page.map { pages.append($0) } }
            return pages
        }
    }
}
