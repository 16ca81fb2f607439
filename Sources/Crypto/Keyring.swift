import Bytes

/// The keys under which secrets lie at rest: one seals, all of them open.
///
/// As text it is one `ID:64 hexadecimal digits` a line (or between commas); the last one seals.
/// Empty lines and lines that begin with # are passed over.
package struct Keyring: Sendable {
    /// Characters of an id at most.
    package static let idLengthMax = 32

    private let keys: [String: [UInt8]]
    private let order: [String]

    /// The id of the key that seals.
    package var currentID: String { order[order.count - 1] }

    /// The ids of all keys, the one that seals last.
    package var ids: [String] { order }

    /// Of each key its id and what only it makes of a fixed text; in their order.
    package var marks: [(id: String, mark: [UInt8])] {
        order.map { id in
            (id: id, mark: HMAC.code(of: Array("counterfoil".utf8), key: keys[id] ?? []))
        }
    }

    /// Reads the keys from their text.
    package init(parsing text: String) throws(CryptoError) {
        var keys: [String: [UInt8]] = [:]
        var order: [String] = []
        for (index, line) in text.split(
            omittingEmptySubsequences: false, whereSeparator: { $0 == "," || $0.isNewline }
        ).enumerated() {
            let line = line.filter { !$0.isWhitespace }
            if line.isEmpty || line.hasPrefix("#") { continue }
            let parts = line.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 2, Self.isID(parts[0]), keys[String(parts[0])] == nil,
                let key = Self.key(parts[1])
            else { throw .malformedKeyring(line: index + 1) }
            keys[String(parts[0])] = key
            order.append(String(parts[0]))
        }
        guard !order.isEmpty else { throw .malformedKeyring(line: 1) }
        (self.keys, self.order) = (keys, order)
    }

    /// A line with a new key, to be appended to the text.
    package static func newLine(id: String) throws(CryptoError) -> String {
        guard isID(id[...]) else { throw .notAKey }
        return "\(id):\(Hexadecimal.text(try SecureRandom.bytes(AESGCM.keyByteCount)))\n"
    }

    /// Seals a secret for one purpose and one owner: it opens for no other.
    package func seal(
        _ secret: [UInt8], for purpose: String, of owner: [UInt8]
    ) throws(CryptoError) -> SealedSecret {
        let nonce = try SecureRandom.bytes(AESGCM.nonceByteCount)
        let ciphertext = try AESGCM.seal(
            secret, key: try key(currentID), nonce: nonce,
            associated: Self.associated(currentID, purpose, owner))
        return SealedSecret(keyID: currentID, nonce: nonce, ciphertext: ciphertext)
    }

    /// Opens a secret that was sealed for this purpose and this owner.
    package func open(
        _ sealed: SealedSecret, for purpose: String, of owner: [UInt8]
    ) throws(CryptoError) -> [UInt8] {
        try AESGCM.open(
            sealed.ciphertext, key: try key(sealed.keyID), nonce: sealed.nonce,
            associated: Self.associated(sealed.keyID, purpose, owner))
    }

    /// What follows from each key for one purpose, in their order: whoever knows it knows nothing
    /// of the key, nor of what follows for other purposes.
    package func derived(for purpose: String) throws(CryptoError) -> [[UInt8]] {
        var derived: [[UInt8]] = []
        for id in order {
            derived.append(HMAC.code(of: Array(purpose.utf8), key: try key(id)))
        }
        return derived
    }

    private func key(_ id: String) throws(CryptoError) -> [UInt8] {
        guard let key = keys[id] else { throw .unknownKey(id: id) }
        return key
    }

    /// Every part is preceded by its length, so that no two lists of parts look alike.
    private static func associated(_ id: String, _ purpose: String, _ owner: [UInt8]) -> [UInt8] {
        [Array(id.utf8), Array(purpose.utf8), owner].flatMap { part in
            [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: part.count >> $0) } + part
        }
    }

    private static func isID(_ text: Substring) -> Bool {
        (1...idLengthMax).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
                default: false
                }
            }
    }

    private static func key(_ digits: Substring) -> [UInt8]? {
        digits.utf8.count == 2 * AESGCM.keyByteCount ? Hexadecimal.bytes(String(digits)) : nil
    }
}

extension Keyring: CustomStringConvertible, CustomDebugStringConvertible {
    /// Never the keys themselves, so that no log can hold them.
    package var description: String { "\(order.count) secret keys" }
    /// Never the keys themselves, so that no log can hold them.
    package var debugDescription: String { description }
}
