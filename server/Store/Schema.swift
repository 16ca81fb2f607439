package import PostgreSQL

/// The server's schema, as the migrations that lead to it.
package enum Schema {
    /// Every migration, oldest first.
    package static let migrations = [
        migration("v0001-books.sql", PackageResources.v0001_books_sql),
        migration("v0002-devices.sql", PackageResources.v0002_devices_sql),
        migration("v0010-people.sql", PackageResources.v0010_people_sql),
        migration("v0011-sessions.sql", PackageResources.v0011_sessions_sql),
        migration("v0012-device-flow.sql", PackageResources.v0012_device_flow_sql),
        migration("v0013-api-keys.sql", PackageResources.v0013_api_keys_sql),
        migration("v0020-jobs.sql", PackageResources.v0020_jobs_sql),
        migration("v0030-mails.sql", PackageResources.v0030_mails_sql),
        migration("v0040-suppressions.sql", PackageResources.v0040_suppressions_sql),
        migration("v0047-answers.sql", PackageResources.v0047_answers_sql),
        migration("v0048-files.sql", PackageResources.v0048_files_sql),
        migration("v0050-log.sql", PackageResources.v0050_log_sql),
        migration("v0060-mail-decisions.sql", PackageResources.v0060_mail_decisions_sql),
        migration("v0061-secret-keys.sql", PackageResources.v0061_secret_keys_sql),
        migration("v0062-recovery-codes.sql", PackageResources.v0062_recovery_codes_sql),
        migration("v0063-jobs.sql", PackageResources.v0063_jobs_sql),
        migration("v0065-projections.sql", PackageResources.v0065_projections_sql),
        migration("v0070-log-marks.sql", PackageResources.v0070_log_marks_sql),
        migration("v0080-attaching.sql", PackageResources.v0080_attaching_sql),
        migration("v0081-alarms.sql", PackageResources.v0081_alarms_sql),
        migration("v0082-lost.sql", PackageResources.v0082_lost_sql),
        migration("v0083-alarm-kinds.sql", PackageResources.v0083_alarm_kinds_sql),
        migration("v0084-brought.sql", PackageResources.v0084_brought_sql),
        migration("v0090-approvals.sql", PackageResources.v0090_approvals_sql),
        migration("v0091-decisions.sql", PackageResources.v0091_decisions_sql),
        migration("v0092-shown-versions.sql", PackageResources.v0092_shown_versions_sql),
    ]

    private static func migration(_ name: String, _ bytes: [UInt8]) -> Migration {
        Migration(name: name, sql: String(decoding: bytes, as: UTF8.self))
    }
}
