import Logging
import Machine
import Metrics
import PostgreSQL
import ServerJobs
import TestJobs

/// Works off the jobs of the tests on the database that the first argument names, until SIGTERM.
@main
enum JobWorkerProgram {
    static func main() async throws {
        let signals = Signal.stream(of: [.terminate])
        let settings = try ConnectionSettings(conninfo: CommandLine.arguments[1])
        let pool = Pool(settings)
        var terms = Shop.terms
        if CommandLine.arguments.count > 2, let milliseconds = Int(CommandLine.arguments[2]) {
            terms.lease = .milliseconds(milliseconds)
        }
        let stream = StandardStream.error
        let log = Logger(
            format: .text, levelMin: .info, unixMicroseconds: SystemClock().unixMicroseconds
        ) { line in
            // Nobody is left to tell when the log itself cannot be written.
            try? stream.write(line, naming: "the log")
        }
        let crew = JobCrew(
            .ofTests(pool), terms: terms, settings: settings, pool: pool, log: log,
            metrics: JobMetrics(in: Registry()))
        let work = Task { await crew.run() }
        for await _ in signals { break }
        work.cancel()
        await work.value
        await pool.close()
    }
}
