/// What a run came to.
package struct Outcome: Hashable, Sendable {
    /// The first promise that was broken; `nil` where all were kept.
    package let finding: Finding?
    /// What happened.
    package let tally: Tally
}

/// One run of the simulator.
package enum Simulation {
    /// Runs one seed to its end.
    package static func run(seed: UInt64, steps: Int, bug: PlantedBug? = nil) -> Outcome {
        var world = World(seed: seed, bug: bug)
        let finding = finding(in: &world, steps: steps)
        world.tallyOffice()
        return Outcome(finding: finding, tally: world.tally)
    }

    private static func finding(in world: inout World, steps: Int) -> Finding? {
        do throws(Finding) {
            for _ in 0..<steps { try world.step() }
            try world.comeToRest()
            for laptop in world.laptops { try Checker.definition(laptop.disk, world.office) }
            try Checker.convergence(world)
            try Checker.nothingLost(world)
            return nil
        } catch {
            return error
        }
    }
}
