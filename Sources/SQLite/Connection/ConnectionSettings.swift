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

    /// Takes the defaults, or what the caller says.
    package init(
        busyTimeoutMilliseconds: Int32 = 5_000, pageCacheKibibytes: Int = 16_384,
        statementCountMax: Int = 128, checkpointPages: Int32 = 1_000,
        syncsEachCommit: Bool = true
    ) {
        self.busyTimeoutMilliseconds = busyTimeoutMilliseconds
        self.pageCacheKibibytes = pageCacheKibibytes
        self.statementCountMax = statementCountMax
        self.checkpointPages = checkpointPages
        self.syncsEachCommit = syncsEachCommit
    }
}
