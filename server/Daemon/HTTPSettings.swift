import CommandLine
import Configuration
import HTTP
import HTTPServer

/// What whoever operates the server has decided about its socket and whom it trusts.
struct HTTPSettings: Sendable {
    /// Which pages of other origins may call.
    let crossOrigin: CrossOrigin
    /// Everything else, without the hooks.
    let http: HTTPServer.Configuration

    /// Reads the settings, and refuses what cannot be meant.
    init(_ configuration: Configuration) throws(CommandFailure) {
        crossOrigin = CrossOrigin(allowing: try Self.origins(configuration))
        let address = configuration[ServerSettings.listen]
        var http = HTTPServer.Configuration(listen: .address(address.host, port: address.port))
        http.tls = try Self.tls(configuration)
        http.proxies = try Self.proxies(configuration)
        http.limits.connectionsMax = configuration[ServerSettings.connections]
        http.limits.connectionsPerAddressMax =
            configuration[ServerSettings.connectionsPerAddress]
        http.limits.requestsPerConnectionMax =
            configuration[ServerSettings.requestsPerConnection]
        http.limits.bodyBytesMax = configuration[ServerSettings.bodySize]
        http.limits.bytesPerSecondMin = configuration[ServerSettings.rateMin]
        http.deadlines.header = configuration[ServerSettings.headerDeadline]
        http.deadlines.body = configuration[ServerSettings.bodyGrace]
        http.deadlines.drain = configuration[ServerSettings.drain]
        http.completions = [Self.security(configuration), crossOrigin.complete]
        self.http = http
    }

    private static func security(
        _ configuration: Configuration
    ) -> @Sendable (inout Response, Request) -> Void {
        let duration = configuration[ServerSettings.strictTransport]
        let seconds = Int(duration / .seconds(1))
        let headers = SecurityHeaders(strictTransportSeconds: seconds > 0 ? seconds : nil)
        return { headers.complete(&$0, to: $1) }
    }

    private static func tls(_ configuration: Configuration) throws(CommandFailure) -> TLSFiles? {
        let certificate = configuration.value(ServerSettings.tlsCertificate)
        let key = configuration.value(ServerSettings.tlsKey)
        switch (certificate, key) {
        case (nil, nil): return nil
        case (let certificate?, let key?):
            return TLSFiles(certificatePath: certificate, keyPath: key)
        default:
            throw CommandFailure(
                .validation, "TLS needs both: name 'tls-certificate' and 'tls-key'.")
        }
    }

    private static func proxies(_ configuration: Configuration) throws(CommandFailure) -> Proxies {
        var ranges: [AddressRange] = []
        for text in items(configuration[ServerSettings.trustedProxies]) {
            guard let range = AddressRange(text) else {
                throw CommandFailure(
                    .validation,
                    "'trusted-proxies' has '\(visible(String(text)))', which is no address and no "
                        + "range such as 10.0.0.0/8.")
            }
            ranges.append(range)
        }
        let isStandard = configuration[ServerSettings.proxyHeader] == "forwarded"
        return Proxies(trusting: ranges, header: isStandard ? .forwarded : .forwardedFor)
    }

    private static func origins(_ configuration: Configuration) throws(CommandFailure) -> [String] {
        let origins = items(configuration[ServerSettings.allowedOrigins]).map(String.init)
        if let wrong = origins.first(where: { !CrossOrigin.isOrigin($0) }) {
            throw CommandFailure(
                .validation,
                "'allowed-origins' has '\(visible(wrong))', which is no origin such as "
                    + "https://books.example.com.")
        }
        return origins
    }

    private static func items(_ list: String) -> [Substring] {
        list.split { $0 == "," || $0 == " " }
    }
}
