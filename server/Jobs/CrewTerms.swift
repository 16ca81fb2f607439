/// How a process works off jobs.
package struct CrewTerms: Sendable {
    /// How many jobs run at once.
    package var slots = 16
    /// How many are taken, or written, in one statement at most.
    package var batchMax = 200
    /// How long a job stays with a worker that no longer says that it lives.
    package var lease: Duration = .seconds(30)
    /// How often is looked for jobs that nobody announced, as those whose time has come.
    package var poll: Duration = .seconds(1)
    /// How often is looked for runs that take too long.
    package var watch: Duration = .milliseconds(250)
    /// How long a leader that no longer says that it lives stays one.
    package var leaderLease: Duration = .seconds(15)
    /// How long running jobs may go on when the process is told to stop.
    package var drain: Duration = .seconds(20)
    /// How long they may take to end after that, when they are told to.
    package var grace: Duration = .seconds(2)

    /// What suits a server: a lost worker's job is taken over within 40 seconds.
    package init() {}

    /// What suits a server, changed.
    package init(_ change: (inout CrewTerms) -> Void) { change(&self) }

    var beat: Duration { lease / 3 }
    var rescue: Duration { lease / 4 }
    var election: Duration { leaderLease / 5 }
}
