package import PostgreSQL

/// Takes letters, so that they are sent some time after the transaction that wanted them.
package protocol Postbox: Sendable {
    /// Takes a letter within the caller's transaction, which may be run again: the letter's id
    /// tells that it is the same one.
    func post(
        _ letter: Letter, in connection: isolated Connection, at time: Timestamp
    ) throws

    /// Does all that posting the letter costs, and leaves nothing behind: so that nobody learns
    /// from the time of an answer whether there is somebody to write to.
    func rehearse(
        _ letter: Letter, in connection: isolated Connection, at time: Timestamp
    ) async throws
}
