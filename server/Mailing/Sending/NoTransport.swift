package import Mail

/// What carries mails where there is neither a mail server nor a directory: they wait.
package struct NoTransport: MailTransport {
    /// One that carries nothing.
    package init() {}

    /// Says that there is no way.
    package func carry(_ mail: CarriedMail) -> SendOutcome { .notSent(.noWay) }
}
