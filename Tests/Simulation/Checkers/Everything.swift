/// The checkers, each in a file of its own.
enum Checker {
    /// Checks all that has to hold when everything has come to rest.
    static func everything(_ world: World) throws(Finding) {
        guard let first = world.laptops.first else { return }
        try convergence(world)
        try definition(first, world.office, world.oracle)
        try shuffled(world)
        try nothingLost(world)
        try verdicts(world)
        try numbers(world)
        try money(world)
        try texts(world)
    }
}
