package import ServerStore

extension SealedColumn {
    /// Mails that have not been sent.
    package static let mail = SealedColumn(
        table: "mails", column: "content", owner: "mail_id", purpose: "mail", isOfBook: true)
}
