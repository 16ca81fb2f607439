package import HTTP

/// The bytes of a file, hashed: they are what the address says, and wait on the disk.
package struct Content: Sendable {
    static let chunkByteCount = 64 << 10

    /// What they are.
    package let address: ContentAddress
    /// How many they are.
    package let byteCount: Int
    /// What they are by their beginning; `nil` for a type that is not accepted from outside.
    package let type: FileType?
    let file: OpenFile

    /// The bytes as they are sent, read chunk by chunk.
    package var body: Body {
        .stream { write in
            for offset in stride(from: 0, to: byteCount, by: Self.chunkByteCount) {
                try await write(try await part(at: offset, count: Self.chunkByteCount))
            }
        }
    }

    /// All of them at once.
    package func bytes() async throws(FilesError) -> [UInt8] {
        try await part(at: 0, count: byteCount)
    }

    /// Some of them; that none may be missing is part of the promise.
    func part(at offset: Int, count: Int) async throws(FilesError) -> [UInt8] {
        let wanted = min(count, byteCount - offset)
        let bytes = try await file.read(at: offset, count: wanted)
        guard bytes.count == wanted else { throw .damaged("file \(address.text)") }
        return bytes
    }

    /// Reads a file that is there and makes sure that it is what its address says.
    static func verified(
        _ file: OpenFile, at address: ContentAddress
    ) async throws(FilesError) -> Content {
        var hasher = ContentHasher()
        while true {
            let chunk = try await file.read(at: hasher.byteCount, count: chunkByteCount)
            if chunk.isEmpty { break }
            hasher.take(chunk)
        }
        let content = hasher.finish(file)
        guard content.address == address else { throw .damaged("file \(address.text)") }
        return content
    }
}
