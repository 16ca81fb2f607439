import CMicroHTTPD
import HTTP
import Synchronization

/// How an answer is handed to the library.
extension Exchange {
    /// Gives the answer to the library; false closes the connection.
    func queue(_ response: Response, _ pointer: OpaquePointer) -> Bool {
        let response = completed(response)
        guard let native = native(response) else { return false }
        defer { MHD_destroy_response(native) }
        for field in response.headers.fields where !Self.isOurs(field.name) {
            MHD_add_response_header(native, field.name, field.value)
        }
        let id = state.withLock { state in
            state.phase = .sending
            state.record.status = response.status
            return state.record.requestID
        }
        if !id.isEmpty { MHD_add_response_header(native, "X-Request-Id", id) }
        let isLast =
            connection.beginRequest() >= core.configuration.limits.requestsPerConnectionMax
        if (isLast || core.isDraining) && response.headers["Connection"] == nil {
            MHD_add_response_header(native, "Connection", "close")
        }
        return MHD_queue_response(pointer, UInt32(response.status.code), native) == .YES
    }

    /// The answer after everybody had their last word.
    private func completed(_ response: Response) -> Response {
        let completions = core.configuration.completions
        guard !completions.isEmpty, let request = state.withLock({ $0.request }) else {
            return response
        }
        var response = response
        for complete in completions { complete(&response, request) }
        return response
    }

    private func native(_ response: Response) -> OpaquePointer? {
        switch response.body {
        case .bytes(let bytes):
            state.withLock { $0.record.bodyByteCount = bytes.count }
            connection.expect(by: .now + core.pace.time(for: bytes.count))
            // The library copies the bytes, and has its own flag for not having any.
            return bytes.withUnsafeBytes {
                MHD_create_response_from_buffer(
                    $0.count, UnsafeMutableRawPointer(mutating: $0.baseAddress),
                    .RESPMEM_MUST_COPY)
            }
        case .stream(let producer):
            let reader = ResponseStream.Reader(
                handle: handle, connection: connection, pace: core.pace)
            let stream = ResponseStream(reader, producer: producer) { [core, self] in
                core.configuration.hooks.failed($0, state.withLock { $0.record.requestID })
            }
            state.withLock { $0.stream = stream }
            return MHD_create_response_from_callback(
                UInt64.max, ResponseStream.blockSize, streamRead,
                Unmanaged.passRetained(stream).toOpaque(), streamFreed)
        }
    }

    /// The library writes these itself.
    private static func isOurs(_ name: String) -> Bool {
        Headers.isSame(name, "Date") || Headers.isSame(name, "X-Request-Id")
            || Headers.isSame(name, "Content-Length")
            || Headers.isSame(name, "Transfer-Encoding")
    }
}

private func streamRead(
    _ context: UnsafeMutableRawPointer?, _ position: UInt64, _ buffer: UnsafeMutablePointer<CChar>?,
    _ count: Int
) -> Int {
    guard let context, let buffer else { return ResponseStream.brokenOff }
    let stream = Unmanaged<ResponseStream>.fromOpaque(context).takeUnretainedValue()
    return stream.take(into: UnsafeMutableRawBufferPointer(start: buffer, count: count))
}

private func streamFreed(_ context: UnsafeMutableRawPointer?) {
    guard let context else { return }
    Unmanaged<ResponseStream>.fromOpaque(context).takeRetainedValue().abandon()
}
