import ServerStore
import Sync
import TestOffice
import Testing

/// A page holds no more than its readers take.
struct PageTests {
    @Test func `a page has no more receipts than its reader takes`() async throws {
        try await Office.with { office in
            let book = try await LimitedBook(office) { $0.pageReceipts = 2 }
            try await book.pushEach((1...5).map { [LimitedBook.write(.text("name \($0)"), to: 1)] })
            var (point, counts) = (LogPoint.start, [Int]())
            repeat {
                let page = try await book.page(after: point)
                #expect(page.items.count == page.receipts.count)
                #expect(page.receipts.last?.end == page.end)
                counts.append(page.items.count)
                point = page.end
                if page.end == page.head { break }
            } while counts.count < 9
            #expect(counts == [2, 2, 1])
        }
    }

    @Test func `the graves that its entries open count among the bytes of a page`() async throws {
        try await Office.with { office in
            let book = try await LimitedBook(office) { $0.pageBytes = 2_000 }
            let name = LimitedBook.write(.text(String(repeating: "n", count: 1_500)), to: 1)
            let deletion = LimitedBook.write(Life.deleted.value, to: Life.register)
            let touches = (1...3).map { [LimitedBook.write(.text("\($0)"), to: 2)] }
            try await book.pushEach([[name, deletion]] + touches)
            let first = try await book.page(after: .start)
            let second = try await book.page(after: first.end)
            #expect(first.items.count == 1 && second.items.count == 1)
            #expect(second.items.first?.graves.first?.key == LimitedBook.client)
        }
    }
}
