import CCurl
import Synchronization

/// Many transfers on one thread, which never leaves it.
package struct CurlMulti: ~Copyable {
    private let multi: UnsafeMutableRawPointer?
    private let waker: CurlWaker

    /// Makes one that can be woken.
    package init(waker: CurlWaker) {
        precondition(CurlLibrary.isReady, "libcurl could not be readied")
        multi = curl_multi_init()
        self.waker = waker
        waker.register(multi)
    }

    deinit {
        waker.register(nil)
        curl_multi_cleanup(multi)
    }

    /// Begins a transfer; whoever adds a handle keeps it until it was removed.
    package func add(_ handle: CurlHandle) { curl_multi_add_handle(multi, handle.easy) }

    /// Ends a transfer, or takes a finished one out.
    package func remove(_ handle: CurlHandle) { curl_multi_remove_handle(multi, handle.easy) }

    /// Moves what can be moved.
    package func perform() {
        var running: Int32 = 0
        curl_multi_perform(multi, &running)
    }

    /// Waits until something can be moved, somebody wakes it, or time has passed.
    package func wait(millisecondsMax: Int32) {
        curl_multi_poll(multi, nil, 0, millisecondsMax, nil)
    }

    /// The next transfer that has finished.
    package func nextFinished() -> (handle: CurlHandle, result: CurlResult)? {
        var waiting: Int32 = 0
        while let message = curl_multi_info_read(multi, &waiting) {
            guard message.pointee.msg == CURLMSG_DONE,
                let handle = CurlHandle.of(easy: message.pointee.easy_handle)
            else { continue }
            return (handle, CurlResult(code: ccurl_message_result(message)))
        }
        return nil
    }
}

/// Wakes the thread of a `CurlMulti` from any other.
///
/// curl allows that as long as the multi exists: it takes itself out, under the lock, before it is
/// freed. A call before it exists does nothing, for its thread has not begun to wait.
package final class CurlWaker: Sendable {
    private let bits = Mutex<UInt?>(nil)

    /// One that wakes nobody yet.
    package init() {}

    /// Ends the present wait, or the next one.
    package func wake() {
        bits.withLock { bits in
            guard let bits else { return }
            _ = curl_multi_wakeup(UnsafeMutableRawPointer(bitPattern: bits))
        }
    }

    func register(_ multi: UnsafeMutableRawPointer?) {
        bits.withLock { $0 = multi.map { UInt(bitPattern: $0) } }
    }
}
