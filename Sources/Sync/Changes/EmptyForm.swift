package import Bytes
package import Causality

/// What is left of a change that does not apply: enough to check its chain, and what it named.
///
/// Whoever names the dot of a refused change means what that change itself named.
package struct EmptyForm: Hashable, Sendable {
    /// What one of its writes named.
    package struct Naming: Hashable, Sendable {
        /// Which register.
        package let address: RegisterAddress
        /// The dots whose siblings it would have replaced, in their order.
        package let replaces: [Dot]

        /// Keeps what a write to a register named.
        package init(address: RegisterAddress, replaces: [Dot]) {
            self.address = address
            self.replaces = Set(replaces).sorted()
        }
    }

    /// The name of the change.
    package let dot: Dot
    /// The hash of its payload.
    package let payloadHash: ContentHash
    /// What its writes named, in the order of the registers; a malformed change has none.
    package let namings: [Naming]

    /// Keeps what came empty.
    package init(dot: Dot, payloadHash: ContentHash, namings: [Naming] = []) {
        self.dot = dot
        self.payloadHash = payloadHash
        self.namings = namings.sorted { $0.address < $1.address }
    }

    /// Empties a change.
    package init(emptying change: Change, payloadHash: ContentHash) {
        self.init(
            dot: change.dot, payloadHash: payloadHash,
            namings: change.writes.map {
                Naming(address: $0.address, replaces: $0.replaces)
            })
    }

    /// What it named in a register, found without looking at all the others.
    func replaced(at address: RegisterAddress) -> [Dot] {
        var (low, high) = (namings.startIndex, namings.endIndex)
        while low < high {
            let middle = (low + high) / 2
            if namings[middle].address < address { low = middle + 1 } else { high = middle }
        }
        return namings[low...].prefix { $0.address == address }.flatMap(\.replaces)
    }
}

extension EmptyForm {
    /// Writes the one canonical form.
    package func encode(into writer: inout ByteWriter) {
        writer.dot(dot)
        writer.contentHash(payloadHash)
        writer.count(namings.count)
        for naming in namings {
            naming.address.encode(into: &writer)
            writer.count(naming.replaces.count)
            for dot in naming.replaces { writer.dot(dot) }
        }
    }

    /// Reads the canonical form.
    package init(from reader: inout ByteReader) throws(MalformedBytes) {
        let dot = try reader.dot()
        let payloadHash = try reader.contentHash()
        var namings: [Naming] = []
        for _ in 0..<(try reader.count(max: Change.Limits.writesMax)) {
            let address = try RegisterAddress(from: &reader)
            if let last = namings.last, last.address >= address {
                throw reader.failure(.notCanonical)
            }
            namings.append(Naming(address: address, replaces: try reader.ascendingDots()))
        }
        self.init(dot: dot, payloadHash: payloadHash, namings: namings)
    }
}
