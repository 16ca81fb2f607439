import HTTP

/// Reads the body of an open answer; letting it go ends the transfer.
final class TransferReader: Sendable {
    private let transfer: Transfer
    private let engine: TransferEngine

    init(transfer: Transfer, engine: TransferEngine) {
        self.transfer = transfer
        self.engine = engine
    }

    deinit {
        engine.submit(.abort(transfer, .cancelled))
    }

    func read(_ write: Body.Write) async throws {
        while let chunk = try await transfer.next(in: engine) { try await write(chunk) }
    }
}
