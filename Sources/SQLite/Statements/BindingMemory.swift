/// Where the texts and blobs of running statements lie while they run.
///
/// SQLite would otherwise allocate a copy of each, under a lock of the whole process.
///
/// 1. It is a stack: a statement that starts inside another one's rows also ends there, and then
///    gives back everything that it took.
/// 2. What was handed out never moves.
/// 3. A value that does not fit is left to SQLite's own copy.
final class BindingMemory {
    private static let byteCount = 65_536
    private let start = UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: 16)
    private(set) var usedCount = 0

    deinit {
        start.deallocate()
    }

    /// Copies the bytes to where they stay until the stack is cut below them.
    func copy(_ bytes: UnsafeRawBufferPointer) -> UnsafeMutableRawPointer? {
        guard bytes.count <= Self.byteCount - usedCount else { return nil }
        let place = start + usedCount
        if let source = bytes.baseAddress {
            place.copyMemory(from: source, byteCount: bytes.count)
        }
        usedCount += bytes.count
        return place
    }

    /// Gives back everything that was taken since the stack had this height.
    func cut(to count: Int) {
        usedCount = count
    }
}
