import Crypto

/// Learns all there is to know of bytes that pass by.
struct ContentHasher: ~Copyable {
    private var digest = RunningDigest()
    private var head: [UInt8] = []
    private(set) var byteCount = 0

    mutating func take(_ chunk: [UInt8]) {
        digest.update(chunk)
        byteCount += chunk.count
        if head.count < FileType.headByteCount {
            head += chunk.prefix(FileType.headByteCount - head.count)
        }
    }

    consuming func finish(_ file: OpenFile) -> Content {
        let (type, byteCount) = (FileType(head: head), byteCount)
        return Content(
            address: ContentAddress(digest: digest.finish()), byteCount: byteCount, type: type,
            file: file)
    }
}
