/// Rows under columns, named or not, aligned by what a reader sees.
package struct Table: Sendable {
    /// What a column is called and how it stands.
    package struct Column: Hashable, Sendable {
        let title: String
        let isRight: Bool
        let isFlexible: Bool

        /// Text, which gives way when the terminal is narrow unless it is fixed.
        package static func text(_ title: String, isFixed: Bool = false) -> Column {
            Column(title: title, isRight: false, isFlexible: !isFixed)
        }

        /// Numbers and amounts: to the right, and never cut, for a cut amount would be a lie.
        package static func number(_ title: String) -> Column {
            Column(title: title, isRight: true, isFlexible: false)
        }
    }

    private static let gap = "  "
    private static let cellCountMin = 4

    private let columns: [Column]
    private var rows: [[Phrase]] = []

    /// An empty table with its columns.
    package init(_ columns: [Column]) {
        self.columns = columns
    }

    /// Adds a row; it has a cell for every column.
    package mutating func add(_ cells: [Phrase]) {
        precondition(cells.count == columns.count, "a row has a cell for every column")
        rows.append(cells)
    }

    func lines(columnsMax: Int?) -> [Phrase] {
        let header = columns.map { Phrase($0.title, .bold) }
        let isTitled = columns.contains { !$0.title.isEmpty }
        let all = (isTitled ? [header] : []) + rows
        let widths = fitted(natural: naturalWidths(all), into: columnsMax)
        return all.map { line(of: $0, widths: widths) }
    }

    private func naturalWidths(_ all: [[Phrase]]) -> [Int] {
        columns.indices.map { index in all.reduce(0) { max($0, $1[index].width) } }
    }

    private func fitted(natural: [Int], into columnsMax: Int?) -> [Int] {
        guard let columnsMax else { return natural }
        var widths = natural
        var excess = widths.reduce(0, +) + Self.gap.count * (columns.count - 1) - columnsMax
        while excess > 0 {
            let candidates = columns.indices.filter {
                columns[$0].isFlexible && widths[$0] > Self.cellCountMin
            }
            // The widest column gives way first, so that short ones stay whole.
            guard let widest = candidates.max(by: { widths[$0] < widths[$1] }) else { break }
            widths[widest] -= 1
            excess -= 1
        }
        return widths
    }

    private func line(of cells: [Phrase], widths: [Int]) -> Phrase {
        var runs: [Phrase.Run] = []
        for (index, cell) in cells.enumerated() {
            if index > 0 { runs.append(Phrase.Run(text: Self.gap, style: nil)) }
            let cut = cell.cut(to: widths[index])
            let blank = String(repeating: " ", count: max(0, widths[index] - cut.width))
            let padding = Phrase.Run(text: blank, style: nil)
            let isLast = index == cells.count - 1
            if columns[index].isRight { runs.append(padding) }
            runs += cut.runs
            if !columns[index].isRight, !isLast { runs.append(padding) }
        }
        return Phrase(runs: runs).trimmed()
    }
}

extension Phrase {
    /// The phrase in at most that many cells, with an ellipsis where it was cut.
    func cut(to cellCountMax: Int) -> Phrase {
        guard width > cellCountMax, cellCountMax > 0 else { return self }
        var left = cellCountMax - 1
        var kept: [Run] = []
        for run in runs where left > 0 {
            let text = prefix(of: run.text, cellCountMax: left)
            left = text == run.text ? left - displayWidth(text) : 0
            kept.append(Run(text: text, style: run.style))
        }
        return Phrase(runs: kept + [Run(text: "…", style: nil)])
    }

    fileprivate func trimmed() -> Phrase {
        var runs = runs
        while let last = runs.last, last.text.allSatisfy({ $0 == " " }) { runs.removeLast() }
        return Phrase(runs: runs)
    }
}
