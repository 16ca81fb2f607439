package import Mail

/// Why mailing did not do what was asked.
package enum MailingError: Error, Hashable, Sendable {
    /// A part of a mail's key is empty or too long.
    case keyRefused
    /// A reminder does not say how to get no more of them.
    case noWayOut
    /// The content cannot be a mail.
    case content(MailError)
    /// There is no such mail.
    case noSuchMail(MailID)
    /// The mail is not in a state in which this can be done.
    case undecidable(MailID, allowed: [DeliveryState])
    /// The directory for mails cannot be written.
    case directory(String)
    /// A text has a placeholder that its kind does not know.
    case unknownPlaceholder(String, known: [String])
    /// A text has a placeholder that does not end.
    case openPlaceholder
    /// A value for a placeholder is missing.
    case missingValue(String)
    /// A text is longer than allowed.
    case textTooLong(charactersMax: Int)
}

extension MailingError: CustomStringConvertible {
    /// What failed, and what a person can do about it.
    package var description: String {
        switch self {
        case .keyRefused: "A mail's kind, subject, rule or occurrence is empty or too long."
        case .noWayOut: "A reminder needs a link to unsubscribe; write it as a ReminderMail."
        case .content(let error): error.description
        case .noSuchMail(let mail):
            "There is no mail \(mail); 'counterfoil-server mail list' shows which there are."
        case .undecidable(let mail, let allowed):
            "This is for mails that are \(allowed.map(\.rawValue).joined(separator: " or ")); "
                + "'counterfoil-server mail show \(mail)' tells where this one is."
        case .directory(let reason): "The directory for mails cannot be written: \(reason)"
        case .unknownPlaceholder(let name, let known):
            "The text has the placeholder {{\(name)}}, which does not exist here; there are "
                + known.map { "{{\($0)}}" }.joined(separator: ", ") + "."
        case .openPlaceholder: "The text has a {{ without its }}; close it, or take it away."
        case .missingValue(let name): "There is no value for the placeholder {{\(name)}}."
        case .textTooLong(let charactersMax):
            "The text is longer than \(charactersMax) characters; shorten it."
        }
    }
}
