/// What happens in a run, in order: drawn from a seed, or what is left of it after shrinking.
package struct Schedule: Hashable, Sendable {
    /// The seed that it was drawn from, and that the world begins with.
    package let seed: UInt64
    /// How often things happen in it.
    package let weather: Weather
    /// What happens.
    package private(set) var actions: [Action]

    /// Draws so many actions of people and faults, and the network's steps between them.
    package init(seed: UInt64, actions count: Int = 200, weather: Weather = .usual) {
        var dice = Dice(seed: seed)
        var (actions, left) = ([Action](), count)
        while left > 0 {
            let action = Action(in: weather, by: &dice)
            if action.kind != .network { left -= 1 }
            actions.append(action)
        }
        self.seed = seed
        self.weather = weather
        self.actions = actions
    }

    /// The same, with only these of its actions.
    func keeping(_ actions: [Action]) -> Schedule {
        var schedule = self
        schedule.actions = actions
        return schedule
    }
}

/// One thing that happens. All its chance is its own, so that leaving out another one changes
/// nothing of it but what it finds.
package struct Action: Hashable, Sendable {
    /// Who acts.
    package enum Kind: Hashable, Sendable {
        /// Somebody does something on a laptop.
        case person
        /// Something goes wrong.
        case fault
        /// A letter moves, or a program wakes up.
        case network
    }

    /// Who acts.
    package let kind: Kind
    /// What its choices are drawn from.
    package let chance: UInt64

    init(in weather: Weather, by dice: inout Dice) {
        kind = dice.one(of: weather.actors)
        chance = dice.next()
    }
}
