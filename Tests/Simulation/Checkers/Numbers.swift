import Invoicing
import Sync

extension Checker {
    /// A number names one document, and the numbers of a series have no gap but for documents of
    /// which no disk is left; and but for machines that were cloned while they ran, which nobody
    /// can tell from each other until they have met.
    static func numbers(_ world: World) throws(Finding) {
        let lost = world.lostNumbers
        for (code, numbers) in world.numbers.sorted(by: { $0.key < $1.key }) {
            guard !world.clonedSeries.contains(where: { code.hasSuffix($0.text) }) else { continue }
            guard Set(numbers).count == numbers.count else {
                throw Finding(.numbers, "two documents have one number of the series \(code)")
            }
            let all = lost[code, default: []].union(numbers)
            guard (1...(numbers.max() ?? 1)).allSatisfy(all.contains) else {
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
                guard let number = IssuedNumber(of: value) else { continue }
                numbers[number.series, default: []].append(number.count)
            }
        }
        return numbers
    }
}

extension World {
    /// The numbers of documents that are lost, by series.
    fileprivate var lostNumbers: [String: Set<Int64>] {
        promises.lost.flatMap(\.writes).reduce(into: [:]) { lost, write in
            guard write.address.record.collection == Trade.document, write.address.register == 1,
                let number = write.value.flatMap(IssuedNumber.init)
            else { return }
            lost[number.series, default: []].insert(number.count)
        }
    }
}

/// A document's number, taken apart: its series begins anew with each year.
private struct IssuedNumber {
    let series: String
    let count: Int64

    init?(of value: Value) {
        let parts = Statement(value)?.number?.split(separator: "-") ?? []
        guard parts.count == 3, let count = Int64(parts[2]) else { return nil }
        series = "\(parts[0])-\(parts[1])"
        self.count = count
    }
}
