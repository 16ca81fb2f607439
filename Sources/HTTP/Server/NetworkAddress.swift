import Glibc

/// A machine's address as a number; that of version 4 as version 6 maps it.
package struct NetworkAddress: Hashable, Sendable {
    let high: UInt64
    let low: UInt64

    private static let mappedPrefix: UInt64 = 0xFFFF_0000_0000

    /// Reads a numeric address: `192.0.2.7`, `2001:db8::7`, with or without a zone.
    package init?(_ text: some StringProtocol) {
        let text = String(text.prefix { $0 != "%" })
        guard text.utf8.count <= 45 else { return nil }
        var four = in_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            self.init(four)
            return
        }
        var six = in6_addr()
        guard inet_pton(AF_INET6, text, &six) == 1 else { return nil }
        self.init(six)
    }

    /// Reads what the system tells of a socket; `nil` for other families.
    init?(_ address: UnsafePointer<sockaddr>?) {
        guard let address else { return nil }
        let raw = UnsafeRawPointer(address)
        switch Int32(raw.loadUnaligned(as: sa_family_t.self)) {
        case AF_INET: self.init(raw.loadUnaligned(as: sockaddr_in.self).sin_addr)
        case AF_INET6: self.init(raw.loadUnaligned(as: sockaddr_in6.self).sin6_addr)
        default: return nil
        }
    }

    private init(_ address: in_addr) {
        high = 0
        low = Self.mappedPrefix | UInt64(UInt32(bigEndian: address.s_addr))
    }

    private init(_ address: in6_addr) {
        let words = withUnsafeBytes(of: address) {
            (
                $0.loadUnaligned(as: UInt64.self),
                $0.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
            )
        }
        high = UInt64(bigEndian: words.0)
        low = UInt64(bigEndian: words.1)
    }

    /// Whether it is one of version 4.
    var isFour: Bool { high == 0 && low >> 32 == Self.mappedPrefix >> 32 }

    /// What is counted as one sender: whoever has one address of version 6 has 2⁶⁴ of them.
    var household: NetworkAddress { isFour ? self : NetworkAddress(high: high, low: 0) }

    init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }
}

extension NetworkAddress: CustomStringConvertible {
    /// The address as people write it.
    package var description: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        if isFour {
            var four = in_addr(s_addr: UInt32(truncatingIfNeeded: low).bigEndian)
            inet_ntop(AF_INET, &four, &text, socklen_t(text.count))
        } else {
            var words = (high.bigEndian, low.bigEndian)
            inet_ntop(AF_INET6, &words, &text, socklen_t(text.count))
        }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
    }
}

/// Addresses that begin alike: `10.0.0.0/8`, `2001:db8::/32`, or a single one.
package struct AddressRange: Hashable, Sendable {
    private let first: NetworkAddress
    private let bitCount: Int

    /// Reads an address, and after a slash how many of its bits count.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = NetworkAddress(parts[0]) else { return nil }
        let bitsMax = address.isFour ? 32 : 128
        guard let bits = parts.count == 1 ? bitsMax : Int(parts[1]), (0...bitsMax).contains(bits)
        else { return nil }
        first = address
        bitCount = bits + 128 - bitsMax
    }

    /// Whether an address is among them.
    package func contains(_ address: NetworkAddress) -> Bool {
        let highMask: UInt64 = bitCount >= 64 ? .max : ~(UInt64.max >> UInt64(bitCount))
        let lowMask: UInt64 = bitCount <= 64 ? 0 : ~(UInt64.max >> UInt64(bitCount - 64))
        return (address.high ^ first.high) & highMask == 0
            && (address.low ^ first.low) & lowMask == 0
    }
}
