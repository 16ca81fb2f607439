import Configuration

/// A part of the work that a server process takes on.
enum ServerRole: String, CaseIterable, Sendable {
    /// Answers people and programs.
    case api
    /// Answers laptops.
    case sync
    /// Works off jobs.
    case jobs
}

extension Setting where Value == Set<ServerRole> {
    /// Some of the roles, one at least.
    static func roles(_ key: String, _ doc: String, fallback: String) -> Setting {
        let shape = "one or more of api, sync and jobs, joined by commas"
        return Setting(key, doc, shape: shape, fallback: fallback) { text throws(InvalidValue) in
            let names = text.split(separator: ",", omittingEmptySubsequences: false)
            let roles = names.compactMap { ServerRole(rawValue: String($0)) }
            guard roles.count == names.count, !roles.isEmpty else {
                throw InvalidValue(expected: shape)
            }
            return Set(roles)
        }
    }
}
