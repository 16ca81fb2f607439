import Bytes
package import Causality

/// The replicas of a book, numbered from 0 by their first appearance in its log.
///
/// Two databases that hold the same log give each replica the same number, so that messages may
/// name it by that number. A mark tells whether both sides mean the same by the first so many.
///
/// Invariant: numbers are never given anew; a closed replica keeps its own.
package struct Roll: Sendable {
    /// The replicas in the order of their numbers.
    package private(set) var replicas: [ReplicaID] = []
    private var numbers: [ReplicaID: Int] = [:]
    private var nodes: [UInt64: Int] = [:]
    private var links: [ContentHash] = [.zero]

    /// A roll without anybody on it.
    package init() {}

    /// How many replicas have a number.
    package var count: Int { replicas.count }

    /// The number of a replica, if it is among the first so many.
    package func number(of replica: ReplicaID, within count: Int) -> Int? {
        numbers[replica].flatMap { $0 < count ? $0 : nil }
    }

    /// The lowest number among the first so many of a replica that mints ids of this node.
    package func number(ofNode node: UInt64, within count: Int) -> Int? {
        nodes[node].flatMap { $0 < count ? $0 : nil }
    }

    /// What tells the first so many apart from any others.
    package func mark(of count: Int) -> UInt64 { links[count].words.first.byteSwapped }

    /// Gives a replica the next number, unless it has one.
    package mutating func enter(_ replica: ReplicaID, using hash: HashFunction) {
        guard numbers[replica] == nil else { return }
        numbers[replica] = replicas.count
        if nodes[replica.node] == nil { nodes[replica.node] = replicas.count }
        replicas.append(replica)
        var writer = ByteWriter(capacity: 48)
        writer.contentHash(links[links.count - 1])
        writer.identifier(replica)
        links.append(hash(writer.bytes))
    }

    /// Takes note of an entry of the log, in its order.
    package mutating func enter(_ entry: LogEntry, using hash: HashFunction) {
        guard let change = entry.change else { return }
        enter(change.dot.replica, using: hash)
    }
}

extension Roll: Hashable {
    /// Rolls are equal when they number the same replicas alike.
    package static func == (left: Roll, right: Roll) -> Bool { left.replicas == right.replicas }

    /// Hashes what makes rolls equal.
    package func hash(into hasher: inout Hasher) { hasher.combine(replicas) }
}
