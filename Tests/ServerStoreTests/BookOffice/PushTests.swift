import ServerStore
import Sync
import TestOffice
import Testing

/// A push holds up nobody for long.
struct PushTests {
    @Test func `the beginning of a long push is taken, and the rest when it is sent again`()
        async throws
    {
        try await Office.with { office in
            let book = try await LimitedBook(office) { $0.pushChanges = 3 }
            let changes = LimitedBook.changes(
                (1...7).map { [LimitedBook.write(.text("name \($0)"), to: 1)] })
            var taken = 0
            for count in [3, 3, 1] {
                let verdicts = try await book.push(
                    changes[taken...], after: changes[..<taken])
                #expect(verdicts.map(\.dot) == changes[taken...].prefix(count).map(\.dot))
                taken += verdicts.count
            }
            let page = try await book.page(after: .start)
            #expect(page.items.compactMap(\.entry.change?.dot) == changes.map(\.dot))
        }
    }
}
