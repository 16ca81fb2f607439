import Sync

/// The end of a run: the network works, and everybody talks until nobody has anything to say.
extension World {
    private static let roundsMax = 60
    /// All rounds together have never needed a fifth of them.
    private static let lettersMax = 5_000

    mutating func comeToRest() throws(Finding) {
        isCalm = true
        try endTransaction()
        for laptop in laptops.indices {
            laptops[laptop].isOnline = true
            laptops[laptop].fuse = nil
        }
        var lettersLeft = Self.lettersMax
        for _ in 0..<Self.roundsMax {
            try settleRoles()
            for laptop in laptops.indices {
                try examine(laptop)
                if case .stopped = laptops[laptop].program.conversation.session.state {
                    start(laptop)
                }
                try wake(laptop)
            }
            try drain(&lettersLeft)
            try mergeTexts()
            finishAttaching()
            if let broken { throw broken }
            if laptops.allSatisfy({ isAtRest($0) }) { return }
            try waitForOffice()
        }
        throw Finding(.rest, "there is no rest after \(Self.roundsMax) rounds: \(unrest)")
    }

    /// Nobody comes any more: an owner says so, or the time runs out.
    private mutating func waitForOffice() throws(Finding) {
        guard office.log.isRecovering else { return }
        if dice.happens(percent: 50) { release() } else { try pass(days: 1) }
    }

    private func isAtRest(_ laptop: Laptop) -> Bool {
        laptop.disk.copy.overlay.isEmpty && laptop.disk.copy.cursor == office.log.head
            && laptop.program.conversation.session.state == .syncing && !office.log.isRecovering
            && sabotage.isSound(laptop.disk.copy)
    }

    private var unrest: String {
        laptops.filter { !isAtRest($0) }.map {
            let (copy, state) = ($0.disk.copy, $0.program.conversation.session.state)
            return "\($0.name) is \(state) at \(copy.cursor.position) of "
                + "\(office.log.head.position) with \(copy.overlay.count) to send"
        }.joined(separator: "; ")
    }

    /// In the end everybody may take part again.
    private mutating func settleRoles() throws(Finding) {
        for device in Set(laptops.map(\.disk.copy.device)).sorted()
        where office.role(of: device) != .member {
            try give(.member, to: device)
        }
    }

    private mutating func drain(_ lettersLeft: inout Int) throws(Finding) {
        while !letters.isEmpty || office.transaction != nil {
            try endTransaction()
            guard !letters.isEmpty else { continue }
            try deliver(letters.removeFirst())
            lettersLeft -= 1
            if lettersLeft < 0 {
                throw Finding(.rest, "letters go to and fro without end: \(unrest)")
            }
        }
    }
}
