/// One run of the simulator.
package enum Simulation {
    /// Runs a schedule until a promise is broken, or to its end.
    package static func run(
        _ schedule: Schedule, bug: PlantedBug? = nil, isTold: Bool = false
    ) -> Outcome {
        var world = World(schedule, bug: bug, isTold: isTold)
        var count = 0
        let finding = finding(in: &world, schedule, &count)
        world.tallyOffice()
        return Outcome(
            finding: finding, actionsCount: count, tally: world.tally,
            signature: world.signature, story: world.story)
    }

    private static func finding(
        in world: inout World, _ schedule: Schedule, _ count: inout Int
    ) -> Finding? {
        do throws(Finding) {
            for action in schedule.actions {
                count += 1
                try world.perform(action)
            }
            world.dice = Dice(seed: ~schedule.seed)
            world.tell("everybody comes online and talks until nobody has anything to say")
            try world.comeToRest()
            try Checker.everything(world)
            return nil
        } catch {
            return error
        }
    }
}
