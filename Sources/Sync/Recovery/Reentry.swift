import Bytes
package import Causality

/// How a change is called that a server accepted once, and whose dot bears another change by now:
/// a machine was cloned while it ran, and then the server was restored.
///
/// The name follows from the bytes, so whoever enters it again, and however often, comes to the
/// same one.
package enum Reentry {
    /// The dot under which a payload is entered again.
    package static func dot(of payload: ContentHash, using hash: HashFunction) -> Dot? {
        var writer = ByteWriter()
        writer.text("counterfoil reentry 1")
        writer.contentHash(payload)
        return ReplicaID(bytes: hash(writer.bytes).bytes.prefix(16)).map {
            Dot(replica: $0, counter: 1)
        }
    }
}

extension BookLog {
    /// Enters a change again whose dot another change has taken: with its old verdict and stamps,
    /// and with those that were entered again in the place of their old names.
    mutating func reenter(_ judged: JudgedChange) {
        guard case .payload(let payload) = judged.body, let change = try? Change(payload: payload),
            let dot = Reentry.dot(of: hash(payload), using: hash), !state.knowledge.covers(dot)
        else { return }
        let again = change.translated(renamed, as: dot)
        take(
            back: .change(
                JudgedChange(
                    dot: dot, body: .payload(again.payload), ruling: judged.ruling,
                    stamps: judged.stamps)))
    }

    /// The dots that meant another change in a history that no longer counts, with the names under
    /// which that one was entered again.
    private var renamed: [Dot: Set<Dot>] {
        quarantine.reduce(into: [:]) { names, sent in
            guard let dot = Reentry.dot(of: hash(sent.payload), using: hash),
                state.knowledge.covers(dot)
            else { return }
            names[sent.dot, default: []].insert(dot)
        }
    }
}
