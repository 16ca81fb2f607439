package import Causality

/// A change as the log keeps it: its bytes or what is left of them, its verdict, its stamps.
package struct JudgedChange: Hashable, Sendable {
    /// The bytes of the change as they came, or its empty form.
    package enum Body: Hashable, Sendable {
        /// The payload, unaltered.
        case payload([UInt8])
        /// What is left of a change that does not apply.
        case empty(EmptyForm)

        /// What the log keeps of a change: its bytes, or what is left where it does not apply.
        /// Of one that could not be read, nothing but its name is left.
        init(
            of change: Change, payload: [UInt8], payloadHash: ContentHash, ruling: Ruling
        ) {
            switch ruling {
            case .accepted, .needsApproval: self = .payload(payload)
            case .refused(let objection) where objection.code == .malformed:
                self = .empty(EmptyForm(dot: change.dot, payloadHash: payloadHash))
            case .refused:
                self = .empty(EmptyForm(emptying: change, payloadHash: payloadHash))
            }
        }
    }

    /// The name of the change.
    package let dot: Dot
    /// Its bytes, or what is left of them.
    package let body: Body
    /// What became of it.
    package let ruling: Ruling
    /// The stamps that everybody uses for it.
    package let stamps: Stamps

    /// Keeps a change with what became of it.
    package init(dot: Dot, body: Body, ruling: Ruling, stamps: Stamps) {
        self.dot = dot
        self.body = body
        self.ruling = ruling
        self.stamps = stamps
    }

    /// The change, where more is left of it than its empty form.
    var decoded: Change? {
        guard case .payload(let payload) = body else { return nil }
        return try? Change(payload: payload)
    }

    /// The hash of its payload.
    package func payloadHash(using hash: HashFunction) -> ContentHash {
        switch body {
        case .payload(let payload): hash(payload)
        case .empty(let form): form.payloadHash
        }
    }
}
