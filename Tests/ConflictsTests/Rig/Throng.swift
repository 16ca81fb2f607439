import Bytes
import Catalog
import Causality
import Conflicts
import Invoicing
import JSON
import Money
import Seeds
import Sync

/// Three people who work apart for a while, at random, and whose work then comes together.
struct Throng {
    private(set) var office: Office
    private var random: SeededGenerator
    private var people: [Person]
    private var drafts: [RecordKey] = []
    private var invoices: [RecordKey] = []
    private var payments: [RecordKey] = []
    private var product: RecordKey

    init(seed: UInt64) throws {
        random = SeededGenerator(seed: seed)
        office = try Office()
        people = [office.ann, office.ben, Person("Carl", 3)]
        product = try office.known(Catalog.product, ["name": "Nail", "sku": "N"])
        drafts = [try office.draft(), try office.draft()]
        invoices = [try office.invoice("2026-K7QD-0001"), try office.invoice("2026-K7QD-0002")]
        payments = [try office.known(Catalog.payment, office.payment("100.00"))]
        // The office made all of this as Ann, whose counters go on.
        people[0] = office.ann
    }

    /// What everybody did apart, in the order in which it reached the server.
    mutating func work(steps: Int) throws -> TestBook {
        let start = office.book
        var queues: [[Change]] = []
        for index in people.indices {
            var (mine, queue) = (start, [Change]())
            for _ in 0..<steps {
                guard let change = try step(of: index, in: mine) else { continue }
                mine.take(change)
                queue.append(change)
            }
            queues.append(queue)
        }
        var book = start
        while let next = queues.indices.filter({ !queues[$0].isEmpty }).randomElement(
            using: &random)
        {
            book.take(queues[next].removeFirst())
        }
        return book
    }

    /// Settles one question after another, as somebody would who does not care how.
    mutating func settleAll(in book: inout TestBook, roundsMax: Int) throws -> Int {
        for round in 0..<roundsMax {
            guard let conflict = book.conflicts.randomElement(using: &random) else { return round }
            let offered = conflict.offers.randomElement(using: &random)!
            let choice: Choice =
                switch offered {
                case .edited: .side(0)
                case .renumber(let key, _): .renumber(key, "R-\(round)")
                case .recount(let key, _): .recount(key, 100)
                default: offered
                }
            let settled = try people[round % 3].settle(conflict, choice, in: book)
            book.take(settled)
            if book.conflicts.contains(where: { $0.id == conflict.id }) { return roundsMax }
        }
        return roundsMax
    }

    private mutating func step(of person: Int, in book: TestBook) throws -> Change? {
        var view = office
        view.book = book
        let draft = drafts.randomElement(using: &random)!
        let invoice = invoices.randomElement(using: &random)!
        let roll = Int(random.next() % 14)
        let digit = "\(random.next() % 4)"
        let isOpen = Self.life(of: draft, in: book) == .alive
        switch roll {
        case 0...1:
            return try people[person].edit(view.client, ["phone": .string(digit)], in: book)
        case 2: return try people[person].delete(view.client, in: book)
        case 3:
            let form: [String: JSONValue] = ["name": "Bo", "number": "C-1"]
            return try people[person].make(Catalog.client, form, in: book).change
        case 4:
            let currency: JSONValue = digit < "2" ? "USD" : "EUR"
            return try people[person].edit(draft, ["currency": currency], in: book)
        case 5 where isOpen:
            let form: [String: JSONValue] = [
                "draft": .string(draft.id.text), "unitPrice": .string(digit), "currency": "EUR",
                "product": .string(product.id.text),
            ]
            return try people[person].make(Catalog.line, form, in: book).change
        case 6 where isOpen: return try people[person].delete(draft, in: book)
        case 7 where isOpen:
            return try view.issue(draft, as: "2026-M3XW-000\(digit)", by: &people[person]).change
        case 8...9:
            let form = view.allocation("3\(digit).00", of: payments[0], to: invoice)
            return try people[person].make(Catalog.allocation, form, in: book).change
        default: return try money(roll, digit, invoice, of: person, in: view)
        }
    }

    private mutating func money(
        _ roll: Int, _ digit: String, _ invoice: RecordKey, of person: Int, in view: Office
    ) throws -> Change {
        switch roll {
        case 10:
            let form: [String: JSONValue] = [
                "payment": .string(payments[0].id.text), "date": "2026-11-21",
                "amount": ["value": .string("3\(digit).00"), "currency": "EUR"],
            ]
            return try people[person].make(Catalog.reversal, form, in: view.book).change
        case 11:
            let form: [String: JSONValue] = ["document": .string(invoice.id.text), "reason": "No"]
            return try people[person].make(Catalog.void, form, in: view.book).change
        case 12:
            let form: [String: JSONValue] = [
                "product": .string(product.id.text), "quantity": .string("-\(digit)"),
            ]
            return try people[person].make(Catalog.stockMovement, form, in: view.book).change
        default: return try people[person].delete(product, in: view.book)
        }
    }

    private static func life(of key: RecordKey, in book: TestBook) -> Life? {
        book.record(key)[Life.register].standing(.life).flatMap { Life($0.value) }
    }
}
