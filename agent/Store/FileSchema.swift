package import SQLite

/// The schema of a book's file, as the migrations that lead to it.
package enum FileSchema {
    /// Every migration, oldest first.
    package static let migrations = [
        migration("v0001-book.sql", PackageResources.v0001_book_sql),
        migration("v0002-copy.sql", PackageResources.v0002_copy_sql),
        migration("v0003-projections.sql", PackageResources.v0003_projections_sql),
        migration("v0004-search.sql", PackageResources.v0004_search_sql),
        migration("v0005-questions.sql", PackageResources.v0005_questions_sql),
        migration("v0006-billing.sql", PackageResources.v0006_billing_sql),
        migration("v0007-books.sql", PackageResources.v0007_books_sql),
        migration("v0008-arrival.sql", PackageResources.v0008_arrival_sql),
        migration("v0009-approvals.sql", PackageResources.v0009_approvals_sql),
        migration("v0010-shown-version.sql", PackageResources.v0010_shown_version_sql),
    ]

    private static func migration(_ name: String, _ bytes: [UInt8]) -> Migration {
        Migration(name: name, text: String(decoding: bytes, as: UTF8.self))
    }
}
