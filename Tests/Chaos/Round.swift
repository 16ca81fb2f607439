import FaultRig
import Seeds

/// Some steps of work, each with an accident, then a mending and a look at everything.
struct Round {
    private let number: Int
    private let steps: [Step]

    /// Whether everybody makes a copy of what he has before it begins.
    private let isCopied: Bool

    /// People who type at the same time, and what happens to them meanwhile.
    private struct Step {
        let works: [(laptop: Int, work: Work)]
        let accidents: [Accident]
        let mends: Bool
    }

    init(number: Int, only: Accident.Kind?, dice: inout SeededGenerator) {
        self.number = number
        isCopied = number == 1 || dice.isOnce(in: 2)
        var hasLostAMachine = false
        steps = (0..<dice.number(4...12)).map { _ in
            let accidents = Self.accidents(only, &hasLostAMachine, &dice)
            let works = (0..<dice.number(1...6)).map { _ in
                (dice.number(0...(Scene.namesOfLaptops.count - 1)), Work(dice: &dice))
            }
            return Step(
                // What is told at the moment when a disk is lost may be lost with it.
                works: works.filter { laptop, _ in
                    !accidents.contains { $0.kind == .laptopWentBack && $0.place == laptop }
                }, accidents: accidents, mends: dice.isOnce(in: 3))
        }
    }

    /// One or two things that happen at once.
    private static func accidents(
        _ only: Accident.Kind?, _ hasLostAMachine: inout Bool, _ dice: inout SeededGenerator
    ) -> [Accident] {
        var accidents: [Accident] = []
        for _ in 0..<(dice.isOnce(in: 3) ? 2 : 1) {
            let kind = only ?? dice.one(of: Accident.Kind.allCases)
            if kind.losesAMachine, hasLostAMachine { continue }
            if kind.isServers, accidents.contains(where: \.kind.isServers) { continue }
            hasLostAMachine = hasLostAMachine || kind.losesAMachine
            accidents.append(
                Accident(kind, elsewhereThan: accidents.first?.place, dice: &dice))
        }
        return accidents
    }

    /// Goes through it; the sentence of the promise that was broken, if one was.
    func run(on scene: Scene) async -> String? {
        scene.history.add("round \(number)")
        do {
            if isCopied {
                for traveller in scene.travellers { try await traveller.keepCopy() }
                try await scene.bureau.keepDump()
            }
            for step in steps {
                if let wrong = try await take(step, on: scene) { return wrong }
            }
            return try await look(at: scene)
        } catch {
            return "\(error)"
        }
    }

    private func take(_ step: Step, on scene: Scene) async throws -> String? {
        for accident in step.accidents { scene.history.add("  \(accident)") }
        let wrong = try await withThrowingTaskGroup(of: String?.self) { group in
            for accident in step.accidents {
                group.addTask {
                    try await accident.happen(to: scene)
                    return nil
                }
            }
            for (laptop, work) in step.works {
                let traveller = scene.travellers[laptop]
                group.addTask { try await work.type(on: traveller, of: scene) }
            }
            return try await group.reduce(into: [String]()) { $0 += $1.map { [$0] } ?? [] }
        }
        if step.mends { try await mend(scene) }
        return wrong.first
    }

    /// Ends every fault and starts what was ended; throws if something ended by itself.
    private func mend(_ scene: Scene) async throws {
        try scene.bureau.sabotage.heal()
        for traveller in scene.travellers {
            try traveller.sabotage.heal()
            traveller.line.heal()
        }
        let gone = scene.endedByThemselves()
        guard gone.isEmpty else { throw RigTrouble("ended by themselves: \(gone)") }
        let broken = scene.broken()
        for traveller in scene.travellers
        where traveller.isGone || broken.contains(traveller.name) {
            await traveller.kill()
            try await traveller.start()
        }
    }

    private func look(at scene: Scene) async throws -> String? {
        try await mend(scene)
        let inspection = Inspection(scene.bureau, scene.travellers)
        let start = ContinuousClock.now
        let book = try await inspection.agreement()
        let seconds = (ContinuousClock.now - start).components.seconds
        scene.history.add("  all agree on \(book.utf8.count) bytes after \(seconds) seconds")
        let faults = try await inspection.faults(of: book, after: scene.deeds.all)
        await scene.dismissCopies()
        return faults.isEmpty ? nil : faults.joined(separator: "; ")
    }
}
