import HTTP

/// The machines before this one that are believed when they say who sent a request.
///
/// Anybody can write such a header, so it counts only in requests of a trusted address, and is
/// read from its end: the last one was written by the proxy itself, those before it by whoever
/// that one heard it from. One header is believed and no other, since a proxy that writes one of
/// them hands the other on as it came.
package struct Proxies: Sendable {
    /// The header in which they say it.
    package enum Header: Sendable {
        /// `X-Forwarded-For` and `X-Forwarded-Proto`.
        case forwardedFor
        /// `Forwarded` of RFC 7239.
        case forwarded
    }

    private static let hopCountMax = 16

    private let trusted: [AddressRange]
    private let header: Header

    /// Trusts nobody, unless told otherwise.
    package init(trusting trusted: [AddressRange] = [], header: Header = .forwardedFor) {
        self.trusted = trusted
        self.header = header
    }

    /// Who sent a request, and what came between.
    struct Route {
        let sender: Peer
        let proxy: Peer?
        let isSecure: Bool
    }

    /// Whether an address is a proxy's.
    func trust(_ address: NetworkAddress?) -> Bool {
        guard let address else { return false }
        return trusted.contains { $0.contains(address) }
    }

    /// Follows the header back to the first machine that is not trusted.
    func route(of headers: Headers, from peer: Peer, isSecure: Bool) -> Route {
        guard case .address(let text) = peer, let proxy = NetworkAddress(text), trust(proxy) else {
            return Route(sender: peer, proxy: nil, isSecure: isSecure)
        }
        var hops = hops(in: headers)
        var sender = proxy
        var isSecure = isSecure
        while trust(sender), let hop = hops.popLast() {
            // The nearest proxy that says how it was spoken to is the one to believe.
            guard let address = hop.address else { break }
            if sender == proxy { isSecure = hop.isSecure ?? isSecure }
            sender = address
        }
        return Route(
            sender: sender == proxy ? peer : .address("\(sender)"), proxy: peer,
            isSecure: isSecure)
    }

    private struct Hop {
        let address: NetworkAddress?
        let isSecure: Bool?
    }

    private func hops(in headers: Headers) -> [Hop] {
        switch header {
        case .forwardedFor:
            let isSecure = headers.values(of: "X-Forwarded-Proto").last.map(Self.isSecure)
            return items(of: "X-Forwarded-For", in: headers).map {
                Hop(address: Self.address($0), isSecure: isSecure)
            }
        case .forwarded:
            return items(of: "Forwarded", in: headers).map { item in
                let pairs = Self.pairs(item)
                return Hop(
                    address: pairs["for"].flatMap { Self.address($0[...]) },
                    isSecure: pairs["proto"].map { Self.isSecure($0) })
            }
        }
    }

    private func items(of name: String, in headers: Headers) -> [Substring] {
        headers.values(of: name).flatMap { $0.split(separator: ",") }.suffix(Self.hopCountMax)
            .map(Self.trimmed)
    }

    private static func pairs(_ item: Substring) -> [String: String] {
        var pairs: [String: String] = [:]
        for pair in item.split(separator: ";") {
            let sides = pair.split(separator: "=", maxSplits: 1).map(trimmed)
            guard sides.count == 2 else { continue }
            pairs[sides[0].lowercased()] = sides[1].filter { $0 != "\"" }
        }
        return pairs
    }

    /// `192.0.2.7`, `192.0.2.7:4711`, `2001:db8::7`, `[2001:db8::7]:4711`.
    private static func address(_ text: Substring) -> NetworkAddress? {
        if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
            return NetworkAddress(text[text.index(after: text.startIndex)..<end])
        }
        if let address = NetworkAddress(text) { return address }
        let sides = text.split(separator: ":", omittingEmptySubsequences: false)
        return sides.count == 2 ? NetworkAddress(sides[0]) : nil
    }

    private static func isSecure(_ scheme: String) -> Bool {
        let last = scheme.split(separator: ",").last.map { String(trimmed($0)) }
        return last?.lowercased() == "https"
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop { $0 == " " || $0 == "\t" }
        while text.last == " " || text.last == "\t" { text.removeLast() }
        return text
    }
}
