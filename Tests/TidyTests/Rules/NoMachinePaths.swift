extension Rule {
    /// The product runs on any machine, so it names no folder of one.
    static let noMachinePaths = eachFile("no machine paths") { file in
        file.lines.enumerated().flatMap { index, line in
            folders.filter { line.namesFolder($0) }.map { folder in
                file.violation(
                    index + 1, "'\(folder)' is a folder of one machine; take the path as a value.")
            }
        }
    }

    // Written in pieces, so that this file keeps its own rule.
    private static let folders = ["tmp", "work", "root", "home", "Users"].map { "/" + $0 + "/" }
}

extension Substring {
    // A folder of that name below another one is nobody's business.
    fileprivate func namesFolder(_ folder: String) -> Bool {
        ranges(of: folder).contains { range in
            guard let before = self[..<range.lowerBound].last else { return true }
            return !before.isLetter && !before.isNumber && !"._-)}]*".contains(before)
        }
    }
}
