import Sync

/// Bugs that a run can have on purpose, to prove that the checkers find them.
package enum PlantedBug: String, Hashable, Sendable, CaseIterable {
    /// The context of an edit is what stands when it is saved.
    case dotsTakenAtSave = "dots taken at save instead of at open"
    /// A program that starts again goes on under its old replica id.
    case replicaKeptOverRestart = "replica id kept over a restart"
    /// A server whose database is old goes on as if nothing had happened.
    case oldServerUnnoticed = "an old server database not noticed"
    /// What laptops bring back is thrown away.
    case offersDropped = "offered entries dropped"

}
