import Sync

extension Checker {
    /// A number names one document, and the numbers of a series have no gap; but for machines that
    /// were cloned while they ran, which nobody can tell from each other until they have met.
    static func numbers(_ world: World) throws(Finding) {
        for (code, numbers) in world.numbers.sorted(by: { $0.key < $1.key }) {
            guard !world.clonedSeries.contains(code) else { continue }
            guard Set(numbers).count == numbers.count else {
                throw Finding(.numbers, "two documents have one number of the series \(code)")
            }
            guard numbers.max() == Int64(numbers.count) else {
                throw Finding(.numbers, "the series \(code) has a gap: \(numbers.sorted())")
            }
        }
    }
}

extension World {
    /// The numbers of the documents in the log, by series.
    fileprivate var numbers: [String: [Int64]] {
        var numbers: [String: [Int64]] = [:]
        for key in minted[Trade.document] ?? [] {
            // One document that two copies of a laptop entered again each is one document.
            for value in Set(office.log.state[key][1].siblings.map(\.value)) {
                guard let number = Series.parts(of: value) else { continue }
                numbers[number.code, default: []].append(number.count)
            }
        }
        return numbers
    }
}

extension Series {
    /// The series and the count of a document's number.
    fileprivate static func parts(of value: Value) -> (code: String, count: Int64)? {
        let parts = Statement(value)?.number?.split(separator: "-") ?? []
        guard parts.count == 2, let count = Int64(parts[1]) else { return nil }
        return (String(parts[0]), count)
    }
}
