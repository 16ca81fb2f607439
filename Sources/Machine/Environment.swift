import Glibc

/// The variables that the process was started with.
package enum Environment {
    /// Every variable; of two with one name the first counts, as for everybody else.
    package static let variables: [String: String] = {
        var variables: [String: String] = [:]
        var place = environ
        while let entry = place.pointee {
            let parts = String(cString: entry).split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2, variables[String(parts[0])] == nil {
                variables[String(parts[0])] = String(parts[1])
            }
            place += 1
        }
        return variables
    }()
}
