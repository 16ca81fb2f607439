package import Catalog
package import Invoicing

/// Why a step of invoicing was not done.
package enum BookkeepingError: Error, Hashable, Sendable {
    /// Something is missing or is not what it should be; all of it, by the record and the field.
    case fields(FieldErrors)
    /// The draft or the document stands where this is not allowed; a sentence says what is.
    case refused(String)
    /// What a person has to decide before, in a sentence each.
    case undecided([String])
    /// A later version of the program wrote something that this one does not know.
    case ofLaterVersion
    /// What is kept of a document is damaged.
    case damaged(number: String)

    /// One field of one record, such as `settings.name`.
    package static func field(_ path: String, _ expectation: String) -> BookkeepingError {
        .fields(FieldErrors([Lack(path: path, expectation: expectation)]))
    }
}

extension BookkeepingError: CustomStringConvertible {
    /// What happened, and what a person can do about it.
    package var description: String {
        switch self {
        case .fields(let errors): errors.description
        case .refused(let sentence): sentence
        case .undecided(let questions):
            "There are open conflicts, which have to be settled first: "
                + questions.joined(separator: " ")
        case .ofLaterVersion:
            "A later version wrote something in the draft that this one does not know, so it can "
                + "make a pro-forma of it but no numbered document. Update the program."
        case .damaged(let number):
            "What is kept of \(number) is damaged; restore it from another laptop or a backup."
        }
    }
}

extension BookkeepingError {
    /// What the domain refused, with the place of each field below a name.
    package init(_ error: InvoicingError, in place: String = "") {
        guard case .fields(let errors) = error else {
            self = .refused(Self.sentence("\(error)"))
            return
        }
        self = .fields(FieldErrors(errors.map { Lack($0, in: place) }))
    }

    private static func sentence(_ words: String) -> String {
        words.prefix(1).uppercased() + words.dropFirst() + "."
    }
}

extension Lack {
    init(_ error: Invoicing.FieldError, in place: String) {
        let path = place.isEmpty ? error.field : "\(place).\(error.field)"
        self.init(path: path, expectation: "Expected \(error.expected).")
    }
}
