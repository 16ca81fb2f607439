/// A job that is made again and again.
package struct JobSchedule: Sendable {
    /// Its name, under which the database remembers how far it is.
    package let name: String
    let rhythm: Rhythm
    let make: @Sendable () throws(JobError) -> NewJob

    /// Makes a job in a rhythm. Moments that passed while no server ran count as one.
    package init(
        _ name: String, _ rhythm: Rhythm, make job: @escaping @Sendable () -> some Job
    ) {
        precondition(NewJob.isKind(name), "'\(name)' is no name of a schedule")
        self.name = name
        self.rhythm = rhythm
        make = { () throws(JobError) in try NewJob(job()) }
    }
}

/// When something happens again and again, in UTC.
package enum Rhythm: Hashable, Sendable {
    /// Whenever so many whole seconds of the clock have passed, counted from 1970.
    case every(seconds: Int)
    /// At the minutes that five fields describe.
    case at(CronMinutes)

    /// Reads the five fields of cron.
    package static func cron(_ text: String) throws(JobError) -> Rhythm {
        .at(try CronMinutes(text))
    }

    /// The last moment after one and not after another, in seconds since 1970.
    package func last(after start: Int64, upTo end: Int64) -> Int64? {
        guard start < end else { return nil }
        switch self {
        case .every(let seconds):
            let period = Int64(max(1, seconds))
            let moment = end - (end % period + period) % period
            return moment > start ? moment : nil
        case .at(let minutes): return minutes.last(after: start, upTo: end)
        }
    }
}
