extension Rule {
    /// A C library has one module that knows it; everybody else knows that module.
    static let oneWrapper = Rule(name: "one wrapper") { house in
        let modules = house.manifest.modules
        return modules.filter(\.isLibrary).flatMap { library -> [Violation] in
            let users = modules.filter { !$0.isTest && $0.sees.contains(library.name) }
            return users.dropFirst().map { user in
                Violation(
                    path: "Package.swift", line: user.line,
                    sentence: "\(user.name) sees \(library.name), which belongs to "
                        + "\(users[0].name); see that instead.")
            }
        }
    }
}
