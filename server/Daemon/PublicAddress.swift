import Configuration
import Machine

/// Where people reach the server: what links begin with.
struct PublicAddress: Hashable, Sendable {
    /// Such as `https://books.example.com`, without a slash at its end.
    let text: String
    /// The name in it, without the port.
    let host: String
    /// How it is known.
    let origin: Origin

    enum Origin: Hashable, Sendable {
        /// Somebody has said it.
        case named
        /// It is where the server listens.
        case listening
        /// The server listens everywhere, so it is the machine's own name: a guess.
        case machine
    }

    /// The address that was named, or the one that the socket lets one guess.
    init(_ configuration: Configuration) {
        if let named = configuration.value(ServerSettings.publicAddress) {
            self.init(named: named)
        } else {
            self.init(
                listening: configuration[ServerSettings.listen],
                isTLS: configuration.value(ServerSettings.tlsCertificate) != nil)
        }
    }

    private init(listening listen: Address, isTLS: Bool) {
        let isEverywhere = ["0.0.0.0", "::", "*", ""].contains(listen.host)
        origin = isEverywhere ? .machine : .listening
        let machine = Host.name.isEmpty ? "localhost" : Host.name
        host = isEverywhere ? machine : listen.host
        let usual: UInt16 = isTLS ? 443 : 80
        let bracketed = host.contains(":") ? "[\(host)]" : host
        let port = listen.port == usual ? "" : ":\(listen.port)"
        text = "\(isTLS ? "https" : "http")://\(bracketed)\(port)"
    }

    private init(named: String) {
        text = named.hasSuffix("/") ? String(named.dropLast()) : named
        let rest = text.split(separator: "//", maxSplits: 1).last ?? ""
        let authority = rest.prefix { $0 != "/" }
        host =
            authority.hasPrefix("[")
            ? String(authority.dropFirst().prefix { $0 != "]" })
            : String(authority.prefix { $0 != ":" })
        origin = .named
    }
}
