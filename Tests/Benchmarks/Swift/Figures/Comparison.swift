/// Two ways to do the same work.
struct Comparison {
    /// What is done.
    let name: String
    /// What does it beside us.
    let model: String
    /// In what the work is counted.
    let unit: Unit
    /// What is good enough.
    let goal: Goal
    /// Does it once through our module.
    let ours: () async throws -> Run
    /// Does it once the other way.
    let theirs: () async throws -> Run
}

/// In what work is counted.
enum Unit: Hashable {
    /// How long one of them takes: less is better.
    case microseconds(each: String)
    /// How many of them are done in a second: more is better.
    case perSecond(String)
    /// How long one of them takes that takes longer: less is better.
    case milliseconds(each: String)
    /// What one of them holds in memory: less is better.
    case bytes(each: String)

    var name: String {
        switch self {
        case .microseconds(let thing): "µs/\(thing)"
        case .milliseconds(let thing): "ms/\(thing)"
        case .perSecond(let things): "\(things)/s"
        case .bytes(let thing): "B/\(thing)"
        }
    }

    func value(_ run: Run, in seconds: Double) -> Double {
        switch self {
        case .microseconds: seconds * 1e6 / Double(run.count)
        case .milliseconds: seconds * 1e3 / Double(run.count)
        case .perSecond: Double(run.count) / seconds
        case .bytes: Double(run.bytes) / Double(run.count)
        }
    }
}

/// What is good enough.
enum Goal: Hashable {
    /// The ratio of ours to theirs, by the clock on the wall.
    case atLeast(Double)
    /// The ratio of ours to theirs, by the clock on the wall.
    case atMost(Double)
    /// So many of ours in a second of one processor, whatever theirs does.
    case oursAtLeast(Double)
    /// So much of one processor's time for one of ours, whatever theirs takes.
    case oursAtMost(Double)
    /// So many of ours in a second by the clock on the wall, whatever theirs does.
    case reaches(Double)
    /// So much of ours by the clock on the wall, whatever theirs takes.
    case within(Double)
    /// So many bytes of memory for each of ours, whatever theirs takes.
    case bytesAtMost(Double)
}
