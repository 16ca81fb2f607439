import Curl

/// What the engine's thread does: commands in, bytes through, outcomes out. Never leaves it.
struct TransferLoop: ~Copyable {
    private let multi: CurlMulti
    private var exchanges: [ObjectIdentifier: ClientExchange] = [:]
    private var spares: [CurlHandle] = []
    private var isClosing = false

    private static let spareCountMax = 16
    private static let pollMilliseconds: Int32 = 60_000

    init(multi: consuming CurlMulti) {
        self.multi = multi
    }

    /// Obeys, moves what can be moved, and waits for more; false after `close`.
    mutating func step(_ commands: [TransferEngine.Command]) -> Bool {
        for command in commands { obey(command) }
        guard !isClosing else { return false }
        multi.perform()
        finishTransfers()
        multi.wait(millisecondsMax: Self.pollMilliseconds)
        return true
    }

    /// Ends what is still open.
    mutating func end() {
        for exchange in exchanges.values { conclude(exchange, .failure(.closed)) }
        exchanges = [:]
        spares = []
    }

    private mutating func obey(_ command: TransferEngine.Command) {
        switch command {
        case .begin(let transfer, let outgoing):
            let exchange = ClientExchange(spares.popLast() ?? CurlHandle(), transfer, outgoing)
            exchanges[ObjectIdentifier(transfer)] = exchange
            multi.add(exchange.curl)
        case .proceed(let transfer):
            exchanges[ObjectIdentifier(transfer)]?.curl.proceed()
        case .abort(let transfer, let reason):
            guard let exchange = exchanges.removeValue(forKey: ObjectIdentifier(transfer)) else {
                return
            }
            conclude(exchange, .failure(reason))
        case .close:
            isClosing = true
        }
    }

    private mutating func finishTransfers() {
        while let (curl, result) = multi.nextFinished() {
            guard let exchange = curl.listener as? ClientExchange else { continue }
            exchanges[ObjectIdentifier(exchange.transfer)] = nil
            conclude(exchange, exchange.outcome(of: result))
        }
    }

    private mutating func conclude(
        _ exchange: ClientExchange, _ outcome: Result<Void, HTTPClientError>
    ) {
        multi.remove(exchange.curl)
        if spares.count < Self.spareCountMax {
            exchange.curl.reset()
            spares.append(exchange.curl)
        }
        exchange.transfer.ended(outcome)
    }
}
