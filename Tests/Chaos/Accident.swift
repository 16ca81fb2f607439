import FaultRig
import Seeds

/// Something that happens while people work.
struct Accident: CustomStringConvertible {
    enum Kind: String, CaseIterable {
        case nothing
        case agentKilled = "agent-killed"
        case agentKilledAtWrite = "agent-killed-at-write"
        case agentFrozen = "agent-frozen"
        case agentDiskFull = "agent-disk-full"
        case agentDiskBroken = "agent-disk-broken"
        case agentClockMoved = "agent-clock-moved"
        case serverKilled = "server-killed"
        case serverFrozen = "server-frozen"
        case serverClockMoved = "server-clock-moved"
        case databaseCutOff = "database-cut-off"
        case lineCut = "line-cut"
        case lineBad = "line-bad"
        case laptopCopied = "laptop-copied"
        case laptopWentBack = "laptop-went-back"
        case serverWentBack = "server-went-back"

        /// Whether it loses what only one machine held: one such accident a round, or something
        /// that was acknowledged could really be nowhere any more.
        var losesAMachine: Bool { self == .laptopWentBack || self == .serverWentBack }

        /// Whether it ends or starts the server or its database: two of them would meet.
        var isServers: Bool {
            switch self {
            case .serverKilled, .serverFrozen, .databaseCutOff, .serverWentBack: true
            default: false
            }
        }
    }

    let kind: Kind
    /// Whose laptop it happens to.
    let place: Int
    /// When, in milliseconds after people began to type.
    let delay: Int
    /// How bad it is.
    let number: Int
    let fates: [Fate]

    /// Draws how it happens, to any laptop but one.
    init(_ kind: Kind, elsewhereThan taken: Int? = nil, dice: inout SeededGenerator) {
        self.kind = kind
        let count = Scene.namesOfLaptops.count
        let place = dice.number(0...(count - 1))
        self.place = place == taken ? (place + 1) % count : place
        delay = dice.number(0...250)
        number = dice.number(0...1_000_000)
        fates = (0..<dice.number(2...12)).map { _ in Self.fate(&dice) }
    }

    var description: String {
        let laptop = Scene.namesOfLaptops[place]
        return "\(kind.rawValue) (\(laptop), after \(delay) ms, \(number))"
    }

    private static func fate(_ dice: inout SeededGenerator) -> Fate {
        let count = dice.isOnce(in: 2) ? dice.number(0...200) : dice.number(0...4_000)
        return dice.one(of: [
            .passed, .refused, .requestCut(count), .repeated, .answerLost, .answerCut(count),
            .requestHarmed(count), .answerHarmed(count),
        ])
    }
}
