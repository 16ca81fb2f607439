import Sync

extension Checker {
    /// Everybody who holds the whole log holds the same state, and sees it.
    static func convergence(_ world: World) throws(Finding) {
        for (index, laptop) in world.laptops.enumerated() {
            guard laptop.disk.base == world.office.state else {
                throw Finding(.convergence, "laptop \(index) holds another state than the office")
            }
            guard laptop.disk.digest == world.office.digest else {
                throw Finding(.convergence, "laptop \(index) holds the same by another digest")
            }
            for key in laptop.disk.keys where laptop.disk[key] != laptop.disk.base[key] {
                throw Finding(.convergence, "laptop \(index) shows something that is not there")
            }
        }
    }
}
