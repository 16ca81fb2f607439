import JSON

/// What must hold once everything is mended: equal books everywhere, nothing acknowledged lost, no
/// number twice.
package struct Inspection: Sendable {
    private let bureau: Bureau
    private let travellers: [Traveller]

    /// Looks at a server and its laptops.
    package init(_ bureau: Bureau, _ travellers: [Traveller]) {
        self.bureau = bureau
        self.travellers = travellers
    }

    /// Lets everybody exchange until all write the book out in the same bytes; those bytes.
    package func agreement(secondsMax: Int = 120) async throws -> String {
        let end = ContinuousClock.now + .seconds(secondsMax)
        while true {
            var words = try await exchange()
            let book = try await bureau.export()
            for traveller in travellers where try await traveller.export() != book {
                words.append("\(traveller.name) writes the book out otherwise than the server")
            }
            if try await !isAtRest() { words.append("somebody has something to send") }
            if words.isEmpty { return book }
            guard ContinuousClock.now < end else {
                throw RigTrouble("no agreement: " + words.joined(separator: "; "))
            }
            await Patience.pause(milliseconds: 100)
        }
    }

    /// What is wrong with a book on which everybody agrees; nothing if all is well.
    package func faults(of book: String, after deeds: [Deed]) async throws -> [String] {
        var faults: [String] = []
        let records = try book.split(separator: "\n").map { line in
            try JSONValue(parsing: Array(line.utf8))
        }
        faults += lost(deeds, in: records)
        faults += twice(records)
        for word in try await bureau.missing(deeds.map(\.word).filter { !$0.isID }) {
            faults.append("the log does not hold \(word)")
        }
        if try await !bureau.hasNoGap() { faults.append("the log has a gap") }
        for traveller in travellers {
            let status = try await traveller.answer(["sync", "status"])
            for name in ["refused", "quarantined", "unsent"] where status[name]?.integer != 0 {
                faults.append("\(traveller.name) has \(name): \(status[name]?.text() ?? "?")")
            }
        }
        return faults
    }

    /// Lets all laptops exchange at once; what they complained of.
    private func exchange() async throws -> [String] {
        try await withThrowingTaskGroup(of: String?.self) { group in
            for traveller in travellers {
                group.addTask {
                    let told = try await traveller.type(["sync", "now", "--json"])
                    return told.code == 0 ? nil : "\(traveller.name): \(told.complaint)"
                }
            }
            return try await group.reduce(into: []) { $0 += $1.map { [$0] } ?? [] }
        }
    }

    /// Whether nobody has anything to send.
    private func isAtRest() async throws -> Bool {
        for traveller in travellers {
            let status = try await traveller.answer(["sync", "status"])
            if status["unsent"]?.integer != 0 { return false }
        }
        return true
    }

    private func lost(_ deeds: [Deed], in records: [JSONValue]) -> [String] {
        let ids = Set(records.compactMap { $0["id"]?.string })
        let numbers = Self.numbers(records)
        return deeds.compactMap { deed in
            switch deed.kind {
            case .made(let id) where !ids.contains(id): "\(id) of \(deed.laptop) is lost"
            case .issued(let number, let id) where numbers[id] != [number]:
                "\(number) of \(deed.laptop) is \(numbers[id] ?? []) now"
            default: nil
            }
        }
    }

    private func twice(_ records: [JSONValue]) -> [String] {
        let numbers = Self.numbers(records).values.flatMap { $0 }
        return Dictionary(grouping: numbers) { $0 }.filter { $0.value.count > 1 }.keys
            .sorted().map { "the number \($0) is given twice" }
    }

    /// The numbers of documents by their ids.
    private static func numbers(_ records: [JSONValue]) -> [String: [String]] {
        let documents = records.filter { $0["collection"] == "document" }
        return Dictionary(
            documents.map { document in
                let registers = document["registers"]?.array ?? []
                let values = registers.flatMap { $0["siblings"]?.array ?? [] }
                    .compactMap { $0["value"] }
                return (document["id"]?.string ?? "", values.compactMap { $0["number"]?.string })
            }
        ) { $0 + $1 }
    }
}

extension Traveller {
    /// The book as the laptop writes it out; where it is changed meanwhile, it begins again.
    package func export() async throws -> String {
        var told = try await type(["book", "export"])
        try await Patience.until("\(name) writes its book out") {
            if told.code == 75 { told = try await type(["book", "export"]) }
            return told.code != 75
        }
        guard told.code == 0 else { throw RigTrouble("\(name) exports nothing: \(told.complaint)") }
        return told.output
    }
}

extension String {
    /// Whether it is an id, which the log holds as bytes and not as a text.
    var isID: Bool { utf8.count == 36 && split(separator: "-").count == 5 }
}
