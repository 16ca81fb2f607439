extension Rule {
    /// A file holds one idea, and an idea fits on a few pages.
    static let fileLength = eachSwiftFile("file length") { file in
        guard file.lineCount > Limits.fileLines else { return [] }
        return [
            file.violation(
                Limits.fileLines + 1,
                "the file has \(file.lineCount) lines; split it by topic (at most "
                    + "\(Limits.fileLines)).")
        ]
    }
}
