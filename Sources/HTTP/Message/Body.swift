/// What a message carries: bytes at hand, or bytes that are produced while they are sent.
package enum Body: Sendable {
    /// Takes one chunk and returns when the receiver is ready for the next: back-pressure.
    package typealias Write = @Sendable ([UInt8]) async throws -> Void

    /// Produces a body chunk by chunk, and is cancelled when the receiver went away.
    package typealias Producer = @Sendable (_ write: @escaping Write) async throws -> Void

    /// All of it is here.
    case bytes([UInt8])
    /// It is produced while it is sent, once.
    case stream(Producer)

    /// A body of no bytes.
    package static let empty = Body.bytes([])

    /// The bytes of a text in UTF-8.
    package static func text(_ text: String) -> Body {
        .bytes(Array(text.utf8))
    }

    /// Everything as one array; throws a `Refusal` with status 413 beyond the limit.
    package func collected(bytesMax: Int = .max) async throws -> [UInt8] {
        switch self {
        case .bytes(let bytes):
            guard bytes.count <= bytesMax else { throw Refusal.bodyTooLarge(bytesMax: bytesMax) }
            return bytes
        case .stream(let produce):
            let collector = BodyCollector(bytesMax: bytesMax)
            try await produce { try await collector.append($0) }
            return await collector.bytes
        }
    }

    /// Hands every chunk to a reader, who sets the pace.
    package func read(_ chunk: @escaping Write) async throws {
        switch self {
        case .bytes(let bytes): if !bytes.isEmpty { try await chunk(bytes) }
        case .stream(let produce): try await produce(chunk)
        }
    }
}

private actor BodyCollector {
    private let bytesMax: Int
    private(set) var bytes: [UInt8] = []

    init(bytesMax: Int) {
        self.bytesMax = bytesMax
    }

    func append(_ chunk: [UInt8]) throws {
        guard chunk.count <= bytesMax - bytes.count else {
            throw Refusal.bodyTooLarge(bytesMax: bytesMax)
        }
        bytes += chunk
    }
}
