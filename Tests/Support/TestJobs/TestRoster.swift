import Glibc
import JSON
import Machine
package import PostgreSQL
package import ServerJobs

extension JobRoster {
    /// Everything that the jobs of the tests do.
    package static func ofTests(_ pool: Pool) -> JobRoster {
        var roster = JobRoster()
        let process = getpid()
        roster.add(Effect.self) { job, run in
            try await run.complete { connection in
                try connection.note("effect", job.number, by: process)
            }
            return .done
        }
        roster.add(Flow.self) { job, run in
            for name in Flow.steps {
                _ = try await run.step(
                    name,
                    in: { connection in
                        try connection.note(name, job.number, by: process)
                        return .null
                    })
            }
            return .done
        }
        roster.add(Poison.self) { _, _ in
            kill(getpid(), SIGKILL)
            return .done
        }
        roster.add(Gated.self) { job, run in
            // A task of its own does not hear that the run is told to end, so that only the fence
            // can refuse what it writes.
            let stubborn = Task {
                try await pool.withConnection { try $0.note("began", job.number, by: process) }
                try await pass(gate: job.number, pool)
                try await run.complete { connection in
                    try connection.note("passed", job.number, by: process)
                }
            }
            try await stubborn.value
            return .done
        }
        return roster
    }

    private static func pass(gate: Int, _ pool: Pool) async throws {
        let pause = Backoff(first: .milliseconds(20), longest: .milliseconds(20))
        while true {
            let open: Int = try await pool.withConnection { connection in
                try connection.value("SELECT count(*) FROM gates WHERE number = \(gate)")
            }
            if open > 0 { return }
            try await pause.wait(afterFailures: 1)
        }
    }
}
