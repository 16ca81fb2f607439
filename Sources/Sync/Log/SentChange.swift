import Bytes
package import Causality

/// A change as a laptop sent it: under the dot that its frame names, and as the bytes that came.
package struct SentChange: Hashable, Sendable {
    /// The dot that it is sent under.
    package let dot: Dot
    /// The bytes that came.
    package let payload: [UInt8]
    /// Whether the bytes are a change of that dot.
    package var isReadable: Bool { change != nil }

    /// The change, unless the bytes are no change of that dot.
    let change: Change?

    /// Decodes what came; bytes that are no change still use up their counter.
    package init(dot: Dot, payload: [UInt8]) {
        self.dot = dot
        self.payload = payload
        let decoded = try? Change(payload: payload)
        change = decoded?.dot == dot ? decoded : nil
    }

    /// Takes bytes that are known to be no change.
    package init(dot: Dot, unreadable payload: [UInt8]) {
        self.dot = dot
        self.payload = payload
        change = nil
    }

    /// Keeps what is left of a change that was refused, in the place of its bytes.
    init(leftOf form: EmptyForm) {
        var writer = ByteWriter()
        form.encode(into: &writer)
        self.init(dot: form.dot, unreadable: writer.bytes)
    }

    /// What is left of a refused change, where that is what is kept.
    var form: EmptyForm? {
        var reader = ByteReader(payload)
        guard change == nil, let form = try? EmptyForm(from: &reader),
            (try? reader.finish()) != nil, form.dot == dot
        else { return nil }
        return form
    }

    /// Sends a change that was made here.
    package init(_ change: Change) {
        dot = change.dot
        payload = change.payload
        self.change = change
    }
}

/// What became of a change for good, and where that is written.
package struct Judgement: Hashable, Sendable {
    /// The point of the log after it.
    package let point: LogPoint
    /// What became of it.
    package let ruling: Ruling
    /// The stamps that everybody uses for it.
    package let stamps: Stamps

    /// Takes what the server said.
    package init(point: LogPoint, ruling: Ruling, stamps: Stamps) {
        self.point = point
        self.ruling = ruling
        self.stamps = stamps
    }

    /// Reads it from the log.
    package init(of change: JudgedChange, at point: LogPoint) {
        self.point = point
        ruling = change.ruling
        stamps = change.stamps
    }
}

/// What the server answers to one change that was sent.
package enum Answer: Hashable, Sendable {
    /// It stands in the log, now or since it was sent before.
    case judged(Judgement)
    /// Changes of its replica between the highest one held and this one are missing.
    case gap(expected: UInt64)
    /// The server takes nothing at present; nothing was wrong with the change.
    case retryLater
    /// Another change bears the same dot; it was put aside and not applied.
    case dotTaken
    /// It does not continue the chain of its replica that the server holds: another life of the
    /// same database wrote what comes before it. It was not taken, and never will be.
    case wrongLink
    /// It is another device's, and that device has to send it; it was not taken.
    case notYours
}
