import Sync

extension Checker {
    /// At one point of the log a laptop's digest is the office's if and only if its state is. Where
    /// it is not, what is wrong in the state is told first.
    static func parity(
        _ laptop: Laptop, _ page: Page, isEqual: Bool, _ office: Office, _ oracle: Oracle
    ) throws(Finding) {
        guard page.digest != nil else { return }
        if !isEqual, !laptop.disk.isDamaged {
            let position = page.end.position
            if office.log.point(at: position) == page.end {
                try definition(laptop, office, oracle)
            }
            throw Finding(.parity, "\(laptop.name) finds another digest at \(position)")
        }
        guard isEqual, page.end == office.log.head else { return }
        let isSame = laptop.disk.copy.base.buried == office.log.state.buried
        if !isSame, !laptop.disk.isDamaged {
            throw Finding(.parity, "\(laptop.name) finds the same digest of another state")
        }
    }
}
