package import JSON
package import ServerJobs

/// A job that writes one row: how often it happened is counted afterwards.
package struct Effect: Job {
    /// The kind.
    package static let kind = "test.effect"
    /// Workers are ended all the time, and none of that is the job's fault.
    package static let terms = JobTerms { $0.attemptsMax = 1_000 }
    /// What it writes.
    package let number: Int

    /// Will write a number.
    package init(_ number: Int) { self.number = number }

    /// Takes the arguments back.
    package init(arguments: JSONValue) throws { number = try arguments.number() }

    /// The number.
    package var arguments: JSONValue { ["number": .integer(Int64(number))] }
}

/// A flow of three steps, each of which writes one row.
package struct Flow: Job {
    /// The kind.
    package static let kind = "test.flow"
    /// Workers are ended all the time, and none of that is the flow's fault.
    package static let terms = JobTerms { $0.attemptsMax = 1_000 }
    /// The names of its steps.
    package static let steps = ["first", "second", "third"]
    /// What it writes.
    package let number: Int

    /// Will write a number three times.
    package init(_ number: Int) { self.number = number }

    /// Takes the arguments back.
    package init(arguments: JSONValue) throws { number = try arguments.number() }

    /// The number.
    package var arguments: JSONValue { ["number": .integer(Int64(number))] }
}

/// A job that ends its worker.
package struct Poison: Job {
    /// The kind.
    package static let kind = "test.poison"
    /// It does it three times.
    package static let terms = JobTerms { $0.attemptsMax = 3 }

    /// Ends whoever does it.
    package init() {}

    /// Needs to know nothing.
    package init(arguments: JSONValue) {}

    /// Needs to know nothing.
    package var arguments: JSONValue { [:] }
}

/// A job that says that it has begun and waits until a gate is opened.
package struct Gated: Job {
    /// The kind.
    package static let kind = "test.gated"
    /// Longer than any test takes.
    package static let terms = JobTerms { $0.timeout = .seconds(3_600) }
    /// The gate's number.
    package let number: Int

    /// Will wait before a gate.
    package init(_ number: Int) { self.number = number }

    /// Takes the arguments back.
    package init(arguments: JSONValue) throws { number = try arguments.number() }

    /// The number.
    package var arguments: JSONValue { ["number": .integer(Int64(number))] }
}

extension JSONValue {
    /// The number that a job of the tests bears.
    package func number() throws -> Int {
        guard let number = self["number"]?.integer else { throw NotANumber() }
        return Int(number)
    }

    private struct NotANumber: Error {}
}
