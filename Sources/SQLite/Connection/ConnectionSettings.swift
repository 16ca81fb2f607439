/// How a connection is opened; the defaults are right for a book.
package struct ConnectionSettings: Sendable {
    /// How long a statement waits for somebody else's lock.
    package var busyTimeoutMilliseconds: Int32
    /// How much of the file a connection keeps in memory.
    package var pageCacheKibibytes: Int
    /// How many prepared statements are kept.
    package var statementCountMax: Int
    /// After how many pages the write-ahead log is moved into the database.
    package var checkpointPages: Int32
    /// Whether a commit is on the disk when it returns, or only after the next checkpoint.
    package var syncsEachCommit: Bool
    /// How many pages the file may have; `nil` for as many as there is room for. Beyond them the
    /// disk counts as full.
    package var pagesMax: Int32?

    /// Takes the defaults, or what the caller says.
    package init(
        busyTimeoutMilliseconds: Int32 = 5_000, pageCacheKibibytes: Int = 16_384,
        statementCountMax: Int = 128, checkpointPages: Int32 = 1_000,
        syncsEachCommit: Bool = true, pagesMax: Int32? = nil
    ) {
        self.busyTimeoutMilliseconds = busyTimeoutMilliseconds
        self.pageCacheKibibytes = pageCacheKibibytes
        self.statementCountMax = statementCountMax
        self.checkpointPages = checkpointPages
        self.syncsEachCommit = syncsEachCommit
        self.pagesMax = pagesMax
    }
}
