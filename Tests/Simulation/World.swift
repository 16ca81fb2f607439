import Bytes
import Causality
import Invoicing
import Sync

/// Everything that there is in a run: laptops, the office, the letters between them, and time.
struct World {
    var dice: Dice
    var now: UInt64 = 1_700_000_000_000
    var laptops: [Laptop] = []
    var office: Office
    var letters: [Letter] = []
    /// How many programs were ever started.
    var lives = 0
    /// What everybody meant to do.
    var oracle = Oracle()
    /// What people were told is saved, and what became of its names since.
    var promises = Promises()
    /// What the office said of each change when it judged it.
    var verdicts = ToldVerdicts()
    /// The dots that were minted, and the replicas that more than one running machine had.
    var dots = MintedDots()
    /// Number series that more than one running machine had, since it was cloned.
    var clonedSeries: Set<SeriesCode> = []
    /// The codes of all series that were ever opened.
    var codes: Set<SeriesCode> = []
    /// Records that people made besides the subjects: documents and money.
    var minted: [UInt32: [RecordKey]] = [:]
    /// Whether the run comes to its end: everybody talks at length.
    var isCalm = false
    /// A promise that was broken in the middle of a step.
    var broken: Finding?
    var tally = Tally()
    var story: [String] = []
    let weather: Weather
    let sabotage: Sabotage
    let isTold: Bool
    /// Whether every message travels as the bytes of its frame.
    let isWired: Bool

    init(_ schedule: Schedule, bug: PlantedBug?, isTold: Bool) {
        dice = Dice(seed: ~schedule.seed)
        weather = schedule.weather
        sabotage = Sabotage(bug: bug)
        self.isTold = isTold
        isWired = schedule.seed.isMultiple(of: 20)
        office = Office(sabotage: sabotage)
        for number in 0..<(2 + dice.below(2)) {
            let isOld = number > 0 && dice.happens(percent: 30)
            laptops.append(Laptop(number: number, isOld: isOld, life: lives, dice: &dice))
            lives += 1
        }
        if dice.happens(percent: 12) { beginAttaching() }
    }

    /// One thing happens.
    mutating func perform(_ action: Action) throws(Finding) {
        dice = Dice(seed: action.chance)
        now += UInt64(dice.below(3) == 0 ? dice.below(5_000) : dice.below(3))
        let laptop = dice.below(laptops.count)
        switch action.kind {
        case .person: try act(on: laptop)
        case .fault: try accident(on: laptop)
        case .network: try moveSomething()
        }
        if let broken { throw broken }
    }

    /// Notes a line of what happens, for whoever reads the run.
    mutating func tell(_ line: String) {
        if isTold { story.append(line) }
    }

    /// A number for all that happened.
    var signature: UInt64 {
        var dice = Dice(seed: office.log.head.position)
        for byte in office.log.head.hash.bytes { dice = Dice(seed: dice.next() ^ UInt64(byte)) }
        for event in Tally.Event.allCases {
            dice = Dice(seed: dice.next() ^ UInt64(tally[event]))
        }
        return dice.next()
    }
}
