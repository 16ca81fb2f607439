package import Crypto
package import JSON
package import ServerJobs
package import ServerStore

/// Seals everything again that an older key sealed, in the background.
package struct RotationJob: Job {
    /// The kind.
    package static let kind = "secrets.rotate"
    /// It goes in small steps: what was done before it failed stays done.
    package static let terms = JobTerms {
        $0.priority = .low
        $0.attemptsMax = 30
        $0.timeout = .seconds(3_600)
        $0.overallConcurrencyMax = 1
    }

    /// The key that was added.
    package let key: String

    /// Follows the adding of a key.
    package init(key: String) { self.key = key }

    /// Takes the key's id back.
    package init(arguments: JSONValue) throws {
        guard let key = arguments["key"]?.string else {
            throw JobError.malformedArguments(kind: Self.kind)
        }
        self.key = key
    }

    /// The id of a key is no secret.
    package var arguments: JSONValue { ["key": .string(key)] }
    /// One for each key is enough.
    package var uniqueness: JobUniqueness? { JobUniqueness(key) }
}

extension JobRoster {
    /// Adds the kind that seals again.
    package mutating func addRotation(_ rotation: SecretRotation, keeper: SecretKeeper) {
        add(RotationJob.self) { job, _ in
            guard try keeper.knows(job.key) else {
                throw UnknownKey(id: job.key)
            }
            let report = try await rotation.run()
            guard let first = report.unreadable.first else { return .done }
            // Another attempt would find them as they are: this is for a person to see.
            return .impossible(
                "Sealed \(report.count) secrets again; \(report.unreadable.count) cannot be "
                    + "opened, the first in \(first)")
        }
    }
}

/// This process was not given the key.
private struct UnknownKey: Error, CustomStringConvertible {
    let id: String

    var description: String {
        "This server does not know the secret key \(id): give the same keys to every server."
    }
}
