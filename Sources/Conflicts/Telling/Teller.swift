import Bytes
package import Causality
package import Invoicing
package import Sync

/// Tells a conflict to one person.
package struct Teller {
    private let book: any BookView
    private let names: Names
    private let zone: ZoneRules
    private let device: DeviceID?
    private let person: PersonID?

    /// Tells in a book to a person on a device, by the clocks of a zone.
    package init(
        in book: any BookView, to person: PersonID? = nil, on device: DeviceID? = nil,
        zone: ZoneRules = .utc
    ) {
        self.book = book
        self.person = person
        self.device = device
        self.zone = zone
        names = Names(in: book)
    }

    /// The story of a conflict.
    package func story(of conflict: Conflict) -> Story {
        let others = Set(conflict.sides.filter { !isMine($0) }.map(who)).count
        let whose = conflict.sides.map { self.whose($0, among: conflict.sides, others) }
        var base: String?
        if case .value(_, let says) = conflict.base { base = says }
        return Story(
            title: conflict.words.title, base: base,
            sides: zip(conflict.sides, whose).map { side, whose in
                Story.Telling(whose: whose, says: side.says, by: side.dots.map(by))
            }, why: conflict.words.why, meanwhile: conflict.words.meanwhile,
            offers: conflict.offers.map {
                ChoiceWords.offer($0, of: conflict, named: whose, in: book)
            })
    }

    /// Whether the person, or the device, made a change of the side.
    private func isMine(_ side: Conflict.Side) -> Bool {
        side.dots.compactMap(book.origin).contains { origin in
            if let author = origin.author, let person { return author == person }
            return origin.device == device
        }
    }

    private func who(_ side: Conflict.Side) -> String {
        side.dots.first.flatMap(book.origin).map(names.maker) ?? "Somebody"
    }

    private func whose(
        _ side: Conflict.Side, among sides: [Conflict.Side], _ others: Int
    ) -> String {
        guard sides.contains(where: isMine) else { return who(side) + "’s" }
        if isMine(side) { return "yours" }
        return others < 2 ? "theirs" : who(side) + "’s"
    }

    /// Who made a change, on which device, and when.
    package func origin(of dot: Dot) -> String { by(dot) }

    /// What a device is called, if anybody said so.
    package func name(of device: DeviceID) -> String? { names.device(device) }

    /// What a person calls a record: `client “Ada Ltd”`, `the payment of 12.50 EUR of …`.
    package func name(of record: RecordKey) -> String { RecordLabel.kind(record, in: book) }

    private func by(_ dot: Dot) -> String {
        guard let origin = book.origin(of: dot) else { return "by somebody, at an unknown time" }
        let received = origin.accepted.map { "received \(time($0))" } ?? "not sent yet"
        let maker = names.makerAndDevice(of: origin)
        return "\(maker), \(time(origin.claimed)) (\(received))"
    }

    /// A time on the book's clocks, to the minute.
    private func time(_ stamp: Stamp) -> String {
        guard let moment = try? Moment(seconds: Int64(stamp.milliseconds / 1_000)) else {
            return "at an unknown time"
        }
        return "\(zone.date(at: moment)) \(zone.time(at: moment).description.prefix(5))"
    }
}
