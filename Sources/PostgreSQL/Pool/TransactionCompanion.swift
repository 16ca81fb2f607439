/// What goes along with every transaction of a task: it is committed with it, or not at all.
///
/// Whoever answers a request takes note in this way that what the request asked for was done,
/// without each part of the program having to know of it.
package enum TransactionCompanion {
    /// Runs at the end of each transaction that a pool runs for the present task.
    @TaskLocal package static var current: (@Sendable (isolated Connection) throws -> Void)?
}
