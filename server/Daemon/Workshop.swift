import Configuration
import Crypto
import Identity
import Logging
import Machine
import Mailing
import PostgreSQL
import ServerBooks
import ServerJobs
import ServerStore

/// Where a running server works off jobs: every kind that it knows, and who does it.
struct Workshop: Sendable {
    private let crew: JobCrew
    private let opening: AsyncStream<Void>
    private let opened: AsyncStream<Void>.Continuation

    init(
        _ configuration: Configuration, _ settings: ConnectionSettings, pool: Pool,
        office: BookOffice, sender: MailSender, rotation: SecretRotation, keeper: SecretKeeper,
        bounces: BounceReader,
        log: Logger, metrics: JobMetrics
    ) throws {
        let terms = CrewTerms {
            $0.slots = configuration[ServerSettings.jobSlots]
            $0.lease = configuration[ServerSettings.jobLease]
            $0.leaderLease = $0.lease / 2
            $0.drain = configuration[ServerSettings.drain]
        }
        var roster = Self.roster(pool, sender: sender)
        roster.addBooks(
            of: office, on: pool, backups: configuration[BookSettings.backupsReach]
        ) {
            UInt64(clamping: SystemClock().unixMilliseconds())
        }
        roster.addRotation(rotation, keeper: keeper)
        if let path = configuration.value(MailSettings.bounces) {
            roster.addBounces(in: path, to: bounces)
        }
        precondition(Set(Self.kinds).isSuperset(of: roster.kinds), "every kind is among the kinds")
        crew = JobCrew(
            roster, terms: terms, settings: settings, pool: pool, log: log, metrics: metrics)
        (opening, opened) = AsyncStream.makeStream(of: Void.self)
    }

    /// The names of every kind of this release.
    static let kinds = [
        JobCleaner.kind, ProofCleaner.kind, MailRound.kind, BounceRound.kind,
        RotationJob.kind, RecoveryReleaser.kind, LogCompactor.kind, ReplicaCloser.kind,
        TextJoiner.kind, ShownAnew.kind, ApprovalAsker.kind, ApprovalRound.kind, GrantRecorder.kind,
    ]

    /// Who does what.
    private static func roster(_ pool: Pool, sender: MailSender) -> JobRoster {
        var roster = JobRoster()
        roster.addCleaning(of: pool)
        roster.addProofCleaning(of: pool)
        roster.addMailing(by: sender)
        return roster
    }

    /// Says that the schema is in place.
    func open() { opened.yield() }

    /// Works from when the schema is in place until the task is cancelled.
    func run() async {
        for await _ in opening { break }
        guard !Task.isCancelled else { return }
        await crew.run()
    }
}
