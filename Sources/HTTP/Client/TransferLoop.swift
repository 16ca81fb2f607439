import CCurl

/// What the engine's thread does: commands in, bytes through, outcomes out. Never leaves it.
struct TransferLoop: ~Copyable {
    private let multi: UnsafeMutableRawPointer?
    private var handles: [ObjectIdentifier: EasyHandle] = [:]
    private var spares: [UnsafeMutableRawPointer?] = []
    private var isClosing = false

    private static let spareCountMax = 16
    private static let pollMilliseconds: Int32 = 60_000

    init(multi: UnsafeMutableRawPointer?) {
        self.multi = multi
    }

    /// Obeys, moves what can be moved, and waits for more; false after `close`.
    mutating func step(_ commands: [TransferEngine.Command]) -> Bool {
        for command in commands { obey(command) }
        guard !isClosing else { return false }
        var running: Int32 = 0
        curl_multi_perform(multi, &running)
        finishTransfers()
        curl_multi_poll(multi, nil, 0, Self.pollMilliseconds, nil)
        return true
    }

    /// Ends what is still open and frees all.
    mutating func end() {
        for handle in handles.values { conclude(handle, .failure(.closed)) }
        handles = [:]
        for spare in spares { curl_easy_cleanup(spare) }
        curl_multi_cleanup(multi)
    }

    private mutating func obey(_ command: TransferEngine.Command) {
        switch command {
        case .begin(let transfer, let outgoing):
            let handle = EasyHandle(spares.popLast() ?? curl_easy_init(), transfer, outgoing)
            handles[ObjectIdentifier(transfer)] = handle
            curl_multi_add_handle(multi, handle.easy)
        case .proceed(let transfer):
            guard let handle = handles[ObjectIdentifier(transfer)] else { return }
            curl_easy_pause(handle.easy, CURLPAUSE_CONT)
        case .abort(let transfer, let reason):
            guard let handle = handles.removeValue(forKey: ObjectIdentifier(transfer)) else {
                return
            }
            conclude(handle, .failure(reason))
        case .close:
            isClosing = true
        }
    }

    private mutating func finishTransfers() {
        var waiting: Int32 = 0
        while let message = curl_multi_info_read(multi, &waiting) {
            guard message.pointee.msg == CURLMSG_DONE else { continue }
            let code = ccurl_message_result(message)
            var context: UnsafeMutableRawPointer?
            ccurl_get_pointer(message.pointee.easy_handle, CURLINFO_PRIVATE, &context)
            guard let context else { continue }
            let handle = Unmanaged<EasyHandle>.fromOpaque(context).takeUnretainedValue()
            handles[ObjectIdentifier(handle.transfer)] = nil
            conclude(handle, handle.outcome(of: code))
        }
    }

    private mutating func conclude(
        _ handle: EasyHandle, _ outcome: Result<Void, HTTPClientError>
    ) {
        curl_multi_remove_handle(multi, handle.easy)
        if spares.count < Self.spareCountMax {
            curl_easy_reset(handle.easy)
            spares.append(handle.easy)
        } else {
            curl_easy_cleanup(handle.easy)
        }
        handle.transfer.ended(outcome)
    }
}
