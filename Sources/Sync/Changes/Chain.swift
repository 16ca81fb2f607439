import Bytes
package import Causality

/// The hash chain of one replica's changes: whoever holds the last link can check all before it.
///
/// A link needs a change's dot and the hash of its payload alone, so a change that travels empty
/// keeps its place in the chain.
package struct Chain: Hashable, Sendable {
    /// The last change that is linked.
    package private(set) var last: Dot
    /// The link of that change.
    package private(set) var head: ContentHash

    /// Begins before the first change of a replica.
    package init(of replica: ReplicaID) {
        last = Dot(replica: replica, counter: 0)
        head = .zero
    }

    /// Goes on after a change whose link was stored.
    package init(after last: Dot, head: ContentHash) {
        self.last = last
        self.head = head
    }

    /// Links the replica's next change; `false`, and no link, if it is not the next one.
    @discardableResult
    package mutating func append(
        _ dot: Dot, payloadHash: ContentHash, using hash: HashFunction
    ) -> Bool {
        guard dot.replica == last.replica, dot.counter == last.counter + 1 else { return false }
        head = Self.link(dot, payloadHash: payloadHash, after: head, using: hash)
        last = dot
        return true
    }

    /// The link of a change that follows another's link.
    package static func link(
        _ dot: Dot, payloadHash: ContentHash, after head: ContentHash, using hash: HashFunction
    ) -> ContentHash {
        var writer = ByteWriter(capacity: 96)
        writer.contentHash(head)
        writer.dot(dot)
        writer.contentHash(payloadHash)
        return hash(writer.bytes)
    }
}
