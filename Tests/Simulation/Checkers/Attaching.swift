import Bytes
import Causality
import Sync

extension Checker {
    /// While a device's own book goes up nothing else is taken, and nothing of it is refused: all
    /// of it has happened already.
    static func attached(
        _ judgement: Judgement, on sent: SentChange, from device: DeviceID
    ) throws(Finding) {
        guard judgement.ruling == .accepted else {
            throw Finding(
                .attaching, "\(sent.dot.short) is of a book that goes up, and was judged")
        }
        guard let change = try? Change(payload: sent.payload), change.device != device else {
            return
        }
        throw Finding(.attaching, "\(sent.dot.short) was taken before the book had come")
    }
}
