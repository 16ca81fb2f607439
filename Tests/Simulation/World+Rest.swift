import Sync

/// The end of a run: the network works, and everybody talks until nobody has anything to say.
extension World {
    private static let roundsMax = 400

    mutating func comeToRest() throws(Finding) {
        try drain()
        for _ in 0..<Self.roundsMax {
            if laptops.allSatisfy({ isAtRest($0) }) { return }
            for laptop in laptops.indices {
                sendPush(from: laptop)
                sendPull(from: laptop)
                try drain()
            }
            office.release()
        }
        throw Finding(.rest, "laptops still have something to say after \(Self.roundsMax) rounds")
    }

    private func isAtRest(_ laptop: Laptop) -> Bool {
        laptop.disk.overlay.isEmpty && laptop.disk.cursor == office.head && !office.isRecovering
    }

    private mutating func drain() throws(Finding) {
        while !letters.isEmpty { try receive(letters.removeFirst()) }
    }
}
