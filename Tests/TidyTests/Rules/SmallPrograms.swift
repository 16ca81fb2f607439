extension Rule {
    /// A program connects modules; what it can do lives in them.
    static let smallPrograms = Rule(name: "small programs") { house in
        house.files.filter(\.isSwift).compactMap { file in
            guard let module = house.manifest.module(of: file.path), !module.isTest,
                module.kind == .program || module.kind == .executableTarget,
                file.lineCount > Limits.programFileLines
            else { return nil }
            return file.violation(
                Limits.programFileLines + 1,
                "a program's file has \(file.lineCount) lines; move what it does into a module "
                    + "(at most \(Limits.programFileLines)).")
        }
    }
}
