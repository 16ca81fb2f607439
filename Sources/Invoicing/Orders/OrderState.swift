/// How an order stands.
package enum OrderState: String, Hashable, Sendable, CaseIterable {
    case draft, confirmed, fulfilled, invoiced, cancelled

    /// What can be done next, besides what was done.
    package var allowed: [OrderStep] {
        switch self {
        case .draft: [.confirmed, .cancelled]
        case .confirmed: [.fulfilled, .cancelled]
        case .fulfilled: [.invoiced]
        case .invoiced, .cancelled: []
        }
    }

    /// Whether the order holds stock for itself.
    package var reserves: Bool { self == .confirmed }
}

/// A step of an order, recorded and never taken back.
package enum OrderStep: String, Hashable, Sendable, CaseIterable {
    case confirmed, fulfilled, invoiced, cancelled

    var state: OrderState {
        switch self {
        case .confirmed: .confirmed
        case .fulfilled: .fulfilled
        case .invoiced: .invoiced
        case .cancelled: .cancelled
        }
    }

    /// What asks for the step.
    package var verb: String {
        switch self {
        case .confirmed: "confirm"
        case .fulfilled: "fulfil"
        case .invoiced: "invoice"
        case .cancelled: "cancel"
        }
    }
}

/// What the recorded steps of an order come to.
package struct OrderProgress: Hashable, Sendable {
    /// How it stands.
    package let state: OrderState
    /// Steps that did not fit when they came, in order: a person settles them.
    package let conflicts: [Conflict]

    /// A step that came when it could not be taken any more.
    package struct Conflict: Hashable, Sendable {
        /// The step.
        package let step: OrderStep
        /// How the order stood.
        package let present: OrderState
    }

    /// Derives the state from the steps in order of acceptance.
    ///
    /// A step that leaves one out stands for both: what was fulfilled was confirmed. The same step
    /// twice is one. Anything else that does not fit is a conflict and changes nothing.
    package init(_ steps: [OrderStep]) {
        var state = OrderState.draft
        var conflicts: [Conflict] = []
        for step in steps where step.state != state {
            let rank = Self.order.firstIndex(of: state) ?? 0
            switch step {
            case .cancelled where state == .draft || state == .confirmed: state = .cancelled
            case .confirmed, .fulfilled, .invoiced:
                let next = Self.order.firstIndex(of: step.state) ?? 0
                if state == .cancelled {
                    conflicts.append(Conflict(step: step, present: state))
                } else if next > rank {
                    state = step.state
                }
            case .cancelled: conflicts.append(Conflict(step: step, present: state))
            }
        }
        self.state = state
        self.conflicts = conflicts
    }

    /// Throws unless a step can be taken where everything is known.
    package func check(_ step: OrderStep) throws(InvoicingError) {
        guard !state.allowed.contains(step) else { return }
        throw .step(
            RefusedStep(
                asked: step.verb, present: state.rawValue, allowed: state.allowed.map(\.verb)))
    }

    private static let order: [OrderState] = [.draft, .confirmed, .fulfilled, .invoiced]
}
