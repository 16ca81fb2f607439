/// The number of every collection, for ever the same; `Numbers.lock` keeps watch over them.
package enum CollectionNumber: UInt32, Hashable, Sendable, CaseIterable {
    case client = 1
    case settings = 2
    case contact = 3
    case product = 4
    case taxRate = 5
    case draft = 6
    case line = 7
    case charge = 8
    case document = 9
    case void = 10
    case rendering = 11
    case payment = 12
    case allocation = 13
    case refund = 14
    case reversal = 15
    case dispute = 16
    case order = 17
    case orderLine = 18
    case orderStep = 19
    case stockMovement = 20
    case reservation = 21
    case reminder = 22
    case sendRequest = 23
    case delivery = 24
    case recurring = 25
    case occurrence = 26
    case mailText = 27
    case blob = 28
    case attachment = 29
    case note = 30
    case settlement = 31
    case approval = 32
    case grant = 33

    /// What one record of it is called in JSON and in columns: `stockMovement`.
    package var name: String { "\(self)" }

    /// What one record of it is called by a person: `stock movement`.
    package var words: String { SpelledName.separated(name, by: " ") }

    /// The words with their article: `an order`.
    package var article: String { SpelledName.article(words) }

    /// The collection of a name.
    init?(name: some StringProtocol) {
        guard let number = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = number
    }
}
