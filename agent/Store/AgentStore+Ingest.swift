package import Causality
import SQLite
import Sync

extension AgentStore {
    /// One entry of the server's log.
    package struct LogEntry: Sendable {
        let position: UInt64
        let effective: Stamp
        let payload: [UInt8]

        /// Takes an entry as it came.
        package init(position: UInt64, effective: Stamp, payload: [UInt8]) {
            self.position = position
            self.effective = effective
            self.payload = payload
        }
    }

    /// Applies entries of the server's log and moves the cursor behind them, in one transaction.
    ///
    /// Changes that are held already, this laptop's own among them, only get their places.
    package func ingest(_ entries: [LogEntry]) async throws {
        guard !entries.isEmpty else { return }
        try await database.write { connection in
            var cursor = try connection.cursor()
            var clock = try connection.clock()
            for entry in entries where entry.position > cursor {
                guard entry.position == cursor + 1 else {
                    throw AgentStoreError.logDoesNotFit(
                        position: entry.position, expected: cursor + 1)
                }
                try connection.take(entry)
                clock.observe(entry.effective)
                cursor = entry.position
            }
            try connection.setClock(clock)
            try connection.execute("UPDATE book SET cursor = ?", cursor.stored)
        }
    }

    /// The place that the server gave to a change of this laptop.
    package struct Place: Sendable {
        let dot: Dot
        let position: UInt64
        let effective: Stamp

        /// Takes a verdict as it came.
        package init(dot: Dot, position: UInt64, effective: Stamp) {
            self.dot = dot
            self.position = position
            self.effective = effective
        }
    }

    /// Takes note of the places that the server gave to changes of this laptop, all at once.
    package func accept(_ places: [Place]) async throws {
        guard !places.isEmpty else { return }
        try await database.write { connection in
            for place in places {
                guard let held = try connection.logged(place.dot), held.position == nil else {
                    continue
                }
                try connection.settle(
                    Change(payload: held.payload), at: place.position,
                    effective: place.effective)
            }
        }
    }
}

extension Connection {
    fileprivate func take(_ entry: AgentStore.LogEntry) throws {
        let change = try Change(payload: entry.payload)
        if let held = try logged(change.dot) {
            guard held.payload == entry.payload else {
                throw AgentStoreError.dotTaken(change.dot)
            }
            guard let position = held.position else {
                return try settle(change, at: entry.position, effective: entry.effective)
            }
            guard position == entry.position else {
                throw AgentStoreError.logDoesNotFit(
                    position: entry.position, expected: position)
            }
            return
        }
        guard change.dot.counter == (try counter(of: change.dot.replica)) + 1 else {
            throw AgentStoreError.outOfOrder(change.dot)
        }
        try log(
            entry.payload, as: change.dot, position: entry.position, effective: entry.effective)
        try recordOther(change.dot)
        try apply(change, stamp: entry.effective)
    }

    fileprivate func settle(
        _ change: Change, at position: UInt64, effective: Stamp
    ) throws {
        try place(change.dot, at: position, effective: effective)
        try restamp(change, as: effective)
    }
}
