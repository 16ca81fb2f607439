import Bytes
import Causality
import Sync

/// Why a change that has not happened yet may be refused, told without the office's own idea of it.
struct Reasons {
    private let unborn: Set<RecordKey>
    private let past: ArraySlice<LogEntry>
    private let oracle: Oracle

    /// Knows the log before a change, and the records that exist in refused changes only.
    init(unborn: Set<RecordKey>, past: ArraySlice<LogEntry>, _ oracle: Oracle) {
        self.unborn = unborn
        self.past = past
        self.oracle = oracle
    }

    /// Whether any of them speaks against a change.
    func speak(against intents: [Intent], of sent: SentChange) -> Bool {
        if intents.contains(where: { $0.value == Trade.disliked }) { return true }
        let holding = Holding(past, oracle)
        guard let change = try? Change(payload: sent.payload) else { return true }
        return mayNotWrite(change.device, holding) || isDependent(intents, holding)
    }

    /// Whether an owner has said that a device may not write.
    private func mayNotWrite(_ device: DeviceID, _ holding: Holding) -> Bool {
        let said = values(Trade.key(of: device), 1, holding).max { left, right in
            (holding.order(of: left.dot), left.dot) < (holding.order(of: right.dot), right.dot)
        }
        guard case .integer(let number)? = said?.value else { return false }
        return Role(rawValue: number) != .member
    }

    /// Whether something is written to a record that was refused, or to a line of such a draft.
    private func isDependent(_ intents: [Intent], _ holding: Holding) -> Bool {
        let made = Set(intents.filter(\.isBirth).map(\.address.record))
        return intents.filter(\.isSubstance).map(\.address.record).contains { record in
            let owners = owners(of: record, after: intents, holding)
            return ([record] + owners).contains { unborn.contains($0) && !made.contains($0) }
        }
    }

    private func owners(
        of record: RecordKey, after intents: [Intent], _ holding: Holding
    ) -> [RecordKey] {
        guard record.collection == Trade.line else { return [] }
        let address = RegisterAddress(record: record, register: Trade.draftOfLine)
        let written = intents.filter { $0.address == address }.compactMap(\.value)
        let held = values(record, Trade.draftOfLine, holding).map(\.value)
        return (written + held).compactMap { value in
            guard case .bytes(let bytes) = value, let id = RecordID(bytes: bytes) else {
                return nil
            }
            return RecordKey(collection: Trade.draft, id: id)
        }
    }

    private func values(
        _ record: RecordKey, _ register: UInt32, _ holding: Holding
    ) -> [(dot: Dot, value: Value)] {
        guard let slot = oracle.known(RegisterAddress(record: record, register: register)) else {
            return []
        }
        return holding.values(registers: oracle.addresses.count)[slot]
    }
}

extension Holding {
    /// What orders a change among others that say something else.
    fileprivate func order(of dot: Dot) -> Stamp { stamps[dot]?.effective ?? Stamp(bits: 0) }
}
