package import HTTP

/// Sends requests and returns answers; connections are kept and used again.
///
/// One client serves any number of tasks and origins: a thread of its own moves the bytes. It ends
/// when the client is let go; exchanges that are still open then end with `closed`.
package final class HTTPClient: Sendable {
    private let settings: Settings
    private let engine: TransferEngine

    /// A client with its own connections and its own thread.
    package init(_ settings: Settings = Settings()) {
        self.settings = settings
        engine = TransferEngine()
        engine.start()
    }

    deinit {
        engine.close()
    }

    /// Sends a request and returns the whole answer. Cancelling the task ends the transfer.
    package func send(
        _ request: Request, to origin: Origin
    ) async throws(HTTPClientError) -> Response {
        let transfer = try await begin(request, origin)
        return try await transfer.whole(in: engine, bytesMax: settings.answerBytesMax)
    }

    /// Sends a request and returns as soon as the header of the answer is here. Its body is read
    /// once; the reader sets the pace of the sender, and a body let go unread ends the transfer.
    package func open(
        _ request: Request, to origin: Origin
    ) async throws(HTTPClientError) -> Response {
        let transfer = try await begin(request, origin)
        var response = try await transfer.head(in: engine)
        let reader = TransferReader(transfer: transfer, engine: engine)
        response.body = .stream { write in try await reader.read(write) }
        return response
    }

    private func begin(
        _ request: Request, _ origin: Origin
    ) async throws(HTTPClientError) -> Transfer {
        let body: [UInt8]
        do {
            body = try await request.body.collected()
        } catch {
            throw .invalidRequest("its body could not be read")
        }
        guard !Task.isCancelled else { throw .cancelled }
        let transfer = Transfer(origin: origin)
        engine.submit(.begin(transfer, try Outgoing(request, body, origin, settings)))
        return transfer
    }
}
