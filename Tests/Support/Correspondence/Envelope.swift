package import Sync

/// A laptop's question as it travels, with the ticket that its answer has to bear.
package struct Envelope: Sendable {
    /// What a laptop asks.
    package typealias Letter = Session.Letter

    /// Who asks.
    package let device: DeviceID
    /// What is asked.
    package let letter: Letter
    /// What its answer has to bear.
    package let ticket: Session.Ticket

    /// Seals a letter.
    package init(device: DeviceID, letter: Letter, ticket: Session.Ticket) {
        (self.device, self.letter, self.ticket) = (device, letter, ticket)
    }
}

extension BookLog {
    /// Answers a laptop's question.
    package mutating func answer(
        _ envelope: Envelope, countMax: Int, milliseconds: UInt64
    ) -> Session.Reply {
        let device = envelope.device
        switch envelope.letter {
        case .hello(let hello): return .welcome(answer(hello, milliseconds: milliseconds))
        case .push(let push): return answer(push, from: device, milliseconds: milliseconds)
        case .pull(let pull):
            return answer(pull, from: device, countMax: countMax, milliseconds: milliseconds)
        case .offer(let offer): return answer(offer, from: device, milliseconds: milliseconds)
        case .snapshot(let query):
            return answer(query, from: device, countMax: countMax, milliseconds: milliseconds)
        }
    }
}
