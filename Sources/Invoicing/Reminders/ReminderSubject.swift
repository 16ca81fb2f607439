package import Money

/// What must be known of an invoice to decide about its reminders.
package struct ReminderSubject: Hashable, Sendable {
    /// The invoice.
    package let invoice: Reference
    /// When it was issued.
    package let issueDate: CivilDate
    /// When it is due.
    package let dueDate: CivilDate
    /// How it stands.
    package let status: InvoiceStatus
    /// What is left to pay, which the reminder states.
    package let open: Amount
    /// When it was first delivered, if it was.
    package let firstDelivery: Moment?
    /// Whether the client disputes it, or a conflict about its payment waits for a person.
    package let isDisputed: Bool
    /// Whether the client or the invoice is not to be reminded.
    package let isOptedOut: Bool
    /// The client's or the invoice's own schedule.
    package let schedule: ReminderSchedule?
    /// Offsets whose reminder the owner stopped.
    package let stopped: Set<Int>

    /// Takes everything.
    package init(
        invoice: Reference, issueDate: CivilDate, dueDate: CivilDate, status: InvoiceStatus,
        open: Amount, firstDelivery: Moment?, isDisputed: Bool = false, isOptedOut: Bool = false,
        schedule: ReminderSchedule? = nil, stopped: Set<Int> = []
    ) {
        self.invoice = invoice
        self.issueDate = issueDate
        self.dueDate = dueDate
        self.status = status
        self.open = open
        self.firstDelivery = firstDelivery
        self.isDisputed = isDisputed
        self.isOptedOut = isOptedOut
        self.schedule = schedule
        self.stopped = stopped
    }

    /// Why nothing is sent about the invoice; `nil` when something may be.
    package var exclusion: ReminderExclusion? {
        switch status {
        case .draft, .deleted: .notIssued
        case .void: .void
        case .paid, .credited, .issued: .settled
        case .unpaid, .partiallyPaid, .overdue:
            open.minorUnits <= 0 ? .settled : isDisputed ? .disputed : isOptedOut ? .optedOut : nil
        }
    }
}

/// Why nothing is sent about an invoice.
package enum ReminderExclusion: String, Hashable, Sendable {
    case notIssued, void, settled, disputed, optedOut
}

/// What is to be done about an invoice's reminders at a moment.
package enum ReminderDecision: Hashable, Sendable {
    /// Nothing is ever sent as it stands.
    case excluded(ReminderExclusion)
    /// Nothing is due; look again at this moment, or when something changes.
    case nothing(next: Moment?)
    /// Send it once: whoever enters the key first does.
    case send(ReminderKey, open: Amount)
    /// It waits for a silent laptop until this moment at most.
    case held(ReminderKey, until: Moment)
    /// Tell the owner, once, that it waits and goes out at this moment unless it is stopped.
    case tellOwner(ReminderKey, goesOut: Moment)
}
