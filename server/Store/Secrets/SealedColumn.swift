/// A column of the database that holds sealed secrets.
package struct SealedColumn: Hashable, Sendable {
    /// The table.
    package let table: String
    /// The column with the sealed bytes.
    package let column: String
    /// The column that tells whose secret it is: a uuid, bytes or a text.
    package let owner: String
    /// What the secret is for.
    package let purpose: String
    /// Whether the table is one of a book's, so that its statements name the book.
    package let isOfBook: Bool

    /// Names a column.
    package init(
        table: String, column: String, owner: String, purpose: String, isOfBook: Bool = false
    ) {
        self.table = table
        self.column = column
        self.owner = owner
        self.purpose = purpose
        self.isOfBook = isOfBook
    }
}
