import Causality
import Sync

/// The changes that led to what stands in a register: what each of them named, what that named, and
/// so on, as far back as the log tells and a person cares.
struct Ancestry {
    private static let heldMax = 64

    /// The changes that are held, the latest first.
    private(set) var held: [Dot] = []
    /// Whatever one of them named, held or not.
    private(set) var named: Set<Dot> = []
    /// Whether none of them is missing.
    private(set) var isWhole = true
    /// Whether one of them named what is known.
    private(set) var meetsKnown = false

    /// Goes back from some changes, up to others that are known.
    init(
        of dots: [Dot], until known: Set<Dot> = [], at address: RegisterAddress,
        in book: any BookView
    ) {
        var (waiting, seen) = (dots[...], known)
        while let dot = waiting.popFirst() {
            guard seen.insert(dot).inserted else {
                meetsKnown = meetsKnown || known.contains(dot)
                continue
            }
            guard held.count < Self.heldMax, let write = book.write(of: dot, at: address) else {
                isWhole = false
                continue
            }
            held.append(dot)
            named.formUnion(write.replaces)
            waiting += write.replaces
        }
    }
}
