import Sync

extension Checker {
    /// A number names one document, and the numbers of a series have no gap; but for machines that
    /// were cloned while they ran, which nobody can tell from each other until they have met.
    static func numbers(_ world: World) throws(Finding) {
        var series: [Substring: [Int64]] = [:]
        for key in world.minted[Trade.document] ?? [] {
            // One document that two copies of a laptop entered again each is one document.
            for value in Set(world.office.log.state[key][1].siblings.map(\.value)) {
                guard let number = Statement(value)?.number else { continue }
                let parts = number.split(separator: "-")
                guard parts.count == 2, let count = Int64(parts[1]) else {
                    throw Finding(.numbers, "\(number) is no number")
                }
                series[parts[0], default: []].append(count)
            }
        }
        for (code, numbers) in series.sorted(by: { $0.key < $1.key }) {
            guard !world.clonedSeries.contains(String(code)) else { continue }
            guard Set(numbers).count == numbers.count else {
                throw Finding(.numbers, "two documents have one number of the series \(code)")
            }
            guard numbers.max() == Int64(numbers.count) else {
                throw Finding(.numbers, "the series \(code) has a gap: \(numbers.sorted())")
            }
        }
    }
}
