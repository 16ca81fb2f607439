import Sync

/// Bugs that a run can have on purpose, to prove that the checkers find them.
package enum PlantedBug: String, Hashable, Sendable, CaseIterable {
    /// The context of an edit is what stands when it is saved.
    case dotsTakenAtSave = "dots taken at save instead of at open"
    /// A program that starts again goes on under its old replica id.
    case replicaKeptOverRestart = "replica id kept over a restart"

}
