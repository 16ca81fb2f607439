extension Rule {
    /// The drawing shows every room, and no room that is not there.
    static let declaredModules = Rule(name: "declared modules") { house in
        let orphans = house.files.filter { file in
            file.isSwift && file.path.contains("/") && house.manifest.module(of: file.path) == nil
        }.map { $0.violation(1, "no module of Package.swift holds this file; declare one.") }
        let ghosts = house.manifest.modules.filter { !house.file($0.path) }.map { module in
            Violation(
                path: "Package.swift", line: module.line,
                sentence: "\(module.name) has no files in \(module.path); take the line away.")
        }
        return orphans + ghosts
    }
}
