import CommandLine
import Testing

struct TableTests {
    private func shown(_ table: Table, columns: Int?) -> String {
        let recording = ConsoleRecording(columns: columns, environment: ["NO_COLOR": "1"])
        recording.console.show(table)
        return recording.output
    }

    private var people: Table {
        var table = Table([.text("name"), .number("owes"), .text("city")])
        table.add(["Zoë", "1.00", "Zürich"])
        table.add(["株式会社 日本", "12,345.00", "東京"])
        table.add(["e\u{301}a", "5.00", "👩‍👩‍👧 Ulm"])
        return table
    }

    @Test func `columns are aligned by what a reader sees`() {
        #expect(
            shown(people, columns: nil) == """
                name                owes  city
                Zoë                 1.00  Zürich
                株式会社 日本  12,345.00  東京
                e\u{301}a                  5.00  👩‍👩‍👧 Ulm

                """)
    }

    @Test func `a narrow terminal cuts text and never amounts`() {
        #expect(
            shown(people, columns: 25) == """
                name         owes  city
                Zoë          1.00  Zürich
                株式…   12,345.00  東京
                e\u{301}a           5.00  👩‍👩‍👧 Ulm

                """)
    }

    @Test func `a pipe gets whole values`() {
        var table = Table([.text("note")])
        table.add([Phrase(String(repeating: "x", count: 500))])
        #expect(shown(table, columns: nil).contains(String(repeating: "x", count: 500)))
        #expect(shown(table, columns: 20) == "note\n\(String(repeating: "x", count: 19))…\n")
    }

    @Test func `a cell stays on its line`() {
        var table = Table([.text("a"), .text("b")])
        table.add(["\("x\ny")", "z"])
        #expect(shown(table, columns: nil) == "a     b\nx\\ny  z\n")
    }

    @Test func `a table without rows has its header`() {
        #expect(shown(Table([.text("a"), .number("b")]), columns: nil) == "a  b\n")
    }

    @Test(arguments: [
        ("", 0), ("abc", 3), ("日本", 4), ("e\u{301}", 1), ("👍🏽", 2), ("👩‍👩‍👧", 2), ("ﾊﾝ", 2),
        ("한글", 4), ("\u{1112}\u{1161}\u{11AB}", 2), ("☎\u{FE0F}", 2), ("☎", 1), ("𠀀", 2),
        ("€–…", 3), ("🇩🇪", 2), ("ｆｕｌｌ", 8),
    ])
    func `a character takes as many cells as a terminal gives it`(text: String, cells: Int) {
        #expect(Phrase(text).width == cells)
    }
}
