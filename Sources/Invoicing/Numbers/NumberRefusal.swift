/// Why a series gives no number, or cannot be changed so.
package enum NumberRefusal: Error, Hashable, Sendable {
    /// The series was closed with this number, or without one.
    case seriesClosed(last: String?)
    /// The issue date is before that of the series' last number.
    case dateBeforeLast(CivilDate)
    /// The issue date is in the future.
    case dateInFuture(today: CivilDate)
    /// The start can only be raised, and above every number already given.
    case startNotAbove(Int)
    /// The series has no number left.
    case exhausted
    /// The series in its place would print the same numbers once more.
    case printedAgain
    /// The book has one series, and only the server gives its numbers.
    case onlyOnline
    /// Documents of this kind have no number.
    case notNumbered
    /// The number was given to a document of another kind.
    case otherKind(DocumentKind)
}

extension NumberRefusal: CustomStringConvertible {
    /// What is wrong and what can be done.
    package var description: String {
        switch self {
        case .seriesClosed(let last):
            "the series was closed\(last.map { " with \($0)" } ?? ""); a new series goes on"
        case .dateBeforeLast(let date):
            "the issue date must be \(date), that of the series' last number, or later"
        case .dateInFuture(let today): "the issue date must be \(today), which is today, or earlier"
        case .startNotAbove(let count): "the start can only be raised above \(count)"
        case .exhausted: "the series has no number left; open a new one"
        case .printedAgain:
            "its numbers would be printed again; take another code, and a pattern with {series}"
        case .onlyOnline:
            "this book has one series, numbered online; offline you can make a pro-forma of it"
        case .notNumbered: "a pro-forma has no number"
        case .otherKind(let kind):
            "the number is that of \(kind.article) \(kind.words); take one of its own kind"
        }
    }
}
