extension Rule {
    /// Migrations are read in the order of their names.
    static let migrations = eachFile("migrations") { file in
        guard file.path.hasSuffix(".sql"), file.path.contains("/Schema/"),
            file.name.wholeMatch(of: /v[0-9]{4}-[a-z0-9]+(-[a-z0-9]+)*\.sql/) == nil
        else { return [] }
        return [file.violation(1, "a migration is called vNNNN-what.sql.")]
    }
}
