import FaultRig
import Seeds

/// Some steps of work, each with an accident, then a mending and a look at everything.
struct Round {
    private let number: Int
    private let steps: [Step]

    /// People who type at the same time, and what happens to them meanwhile.
    private struct Step {
        let works: [(laptop: Int, work: Work)]
        let accident: Accident
        let mends: Bool
    }

    init(number: Int, only: Accident.Kind?, dice: inout SeededGenerator) {
        self.number = number
        var hasLostAMachine = false
        steps = (0..<dice.number(4...12)).map { _ in
            var kind = only ?? dice.one(of: Accident.Kind.allCases)
            if kind.losesAMachine {
                if hasLostAMachine { kind = .nothing }
                hasLostAMachine = true
            }
            let accident = Accident(kind, dice: &dice)
            let works = (0..<dice.number(1...4)).map { _ in
                (dice.number(0...(Scene.namesOfLaptops.count - 1)), Work(dice: &dice))
            }
            return Step(
                // What is told at the moment when a disk is lost may be lost with it.
                works: works.filter { kind != .laptopWentBack || $0.0 != accident.place },
                accident: accident, mends: dice.isOnce(in: 3))
        }
    }

    /// Goes through it; the sentence of the promise that was broken, if one was.
    func run(on scene: Scene) async -> String? {
        scene.history.add("round \(number)")
        do {
            for traveller in scene.travellers { try await traveller.keepCopy() }
            try await scene.bureau.keepDump()
            for step in steps {
                if let wrong = try await take(step, on: scene) { return wrong }
            }
            return try await look(at: scene)
        } catch {
            return "\(error)"
        }
    }

    private func take(_ step: Step, on scene: Scene) async throws -> String? {
        scene.history.add("  \(step.accident)")
        let wrong = try await withThrowingTaskGroup(of: String?.self) { group in
            group.addTask {
                try await step.accident.happen(to: scene)
                return nil
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
        let book = try await inspection.agreement()
        let faults = try await inspection.faults(of: book, after: scene.deeds.all)
        await scene.dismissCopies()
        return faults.isEmpty ? nil : faults.joined(separator: "; ")
    }
}
