extension Rule {
    /// Two files fit beside each other on a screen.
    static let columns = eachFile("columns") { file in
        guard file.isSwift || file.isScript else { return [] }
        return file.lines.enumerated().compactMap { index, line in
            guard line.utf8.count > Limits.columns, line.count > Limits.columns else { return nil }
            return file.violation(
                index + 1,
                "the line has \(line.count) columns; break it (at most \(Limits.columns)).")
        }
    }
}
