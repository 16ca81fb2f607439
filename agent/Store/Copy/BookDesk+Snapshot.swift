package import Sync

extension BookDesk {
    /// Puts a snapshot into the place of the base, in one step; the overlay stays as it is, but for
    /// changes whose dot the snapshot shows to be another's: they are entered again.
    package func replaceBase(
        with snapshot: BookSnapshot, at milliseconds: UInt64
    ) async throws {
        try await step(at: milliseconds) { copy, connection in
            try layKept(in: &copy, from: connection)
            let before = copy
            try copy.lay(copy.records, from: connection)
            try copy.replaceBase(
                with: snapshot, as: try life.begin(), milliseconds: milliseconds)
            copy.lay([], for: Set(snapshot.state.records.keys))
            try connection.write(CopyDifference(from: before, to: copy, isNewBase: true))
        }
    }
}
