import CCurl
import Glibc

/// One transfer of libcurl's at a time, and the connections that it keeps between transfers.
///
/// 1. No pointer of libcurl's leaves this module: options are values, news are arrays.
/// 2. It belongs to one thread or actor, and tells its listener there.
package final class CurlHandle {
    let easy: UnsafeMutableRawPointer
    /// Who hears what arrives; it has to live as long as a transfer runs.
    package weak var listener: (any CurlListener)?
    private var lists: [UnsafeMutablePointer<curl_slist>?] = []
    private var upload: [UInt8] = []
    private var uploadedCount = 0
    private var mayEnd: (() -> Bool)?
    /// Whether libcurl was told that there is no more to upload.
    package private(set) var isUploadComplete = false

    /// A handle without options.
    package init() {
        guard CurlLibrary.isReady, let easy = curl_easy_init() else {
            preconditionFailure("libcurl could not be readied: there is no memory left")
        }
        self.easy = easy
        attach()
    }

    deinit {
        curl_easy_cleanup(easy)
        for list in lists { curl_slist_free_all(list) }
    }

    /// Forgets every option; connections are kept.
    package func reset() {
        curl_easy_reset(easy)
        for list in lists { curl_slist_free_all(list) }
        lists = []
        upload = []
        uploadedCount = 0
        mayEnd = nil
        isUploadComplete = false
        listener = nil
        attach()
    }

    /// Sets an option to a text.
    package func set(_ option: CurlTextOption, _ text: String) {
        ccurl_set_text(easy, option.code, text)
    }

    /// Sets an option to a number.
    package func set(_ option: CurlNumberOption, _ number: Int) {
        ccurl_set_long(easy, option.code, number)
    }

    /// Sets an option to lines.
    package func set(_ option: CurlListOption, _ lines: [String]) {
        var list: UnsafeMutablePointer<curl_slist>?
        for line in lines { list = curl_slist_append(list, line) }
        lists.append(list)
        ccurl_set_list(easy, option.code, list)
    }

    /// Sets an option to a length of time, a millisecond at least.
    package func set(_ option: CurlNumberOption, _ duration: Duration) {
        set(option, max(1, Int(clamping: Int64(duration / .milliseconds(1)))))
    }

    /// Sends bytes as the body of a POST.
    package func post(_ body: [UInt8]) {
        ccurl_set_offset(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count))
        guard !body.isEmpty else {
            ccurl_set_text(easy, CURLOPT_COPYPOSTFIELDS, "")
            return
        }
        _ = body.withUnsafeBytes { bytes in
            // Copied by curl, with the size that was set before.
            ccurl_set_pointer(
                easy, CURLOPT_COPYPOSTFIELDS, UnsafeMutableRawPointer(mutating: bytes.baseAddress))
        }
    }

    /// Uploads bytes; before libcurl is told that there are no more, `mayEnd` is asked, and when
    /// it says no the transfer is aborted instead.
    package func upload(_ bytes: [UInt8], mayEnd: @escaping () -> Bool) {
        upload = bytes
        self.mayEnd = mayEnd
        ccurl_set_long(easy, CURLOPT_UPLOAD, 1)
        // Without a size libcurl asks for more until it is told the end, and it asks only after
        // everything before has left: so the end is known to the byte.
        ccurl_set_callback(easy, CURLOPT_READFUNCTION, bodyWanted)
        ccurl_set_pointer(easy, CURLOPT_READDATA, context)
    }

    /// Tells the listener of every command that is sent, too.
    package func tellCommands() {
        ccurl_set_long(easy, CURLOPT_VERBOSE, 1)
        ccurl_set_debug_callback(easy, traceArrived)
        ccurl_set_pointer(easy, CURLOPT_DEBUGDATA, context)
    }

    /// Runs the transfer to its end on this thread.
    package func perform() -> CurlResult { CurlResult(code: curl_easy_perform(easy)) }

    /// Lets no more arrive on the connection that is kept. libcurl takes leave of a mail server
    /// when a handle ends, and would wait two minutes for a server that says nothing to that.
    package func stopListening() {
        var descriptor = curl_socket_t(-1)
        ccurl_get_socket(easy, &descriptor)
        if descriptor >= 0 { shutdown(descriptor, Int32(SHUT_RD)) }
    }

    /// Goes on with a transfer whose listener could take no more.
    package func proceed() { curl_easy_pause(easy, CURLPAUSE_CONT) }

    /// Whether the last transfer went over a connection that was there before.
    package var didReuseConnection: Bool {
        var count = 0
        ccurl_get_long(easy, CURLINFO_NUM_CONNECTS, &count)
        return count == 0
    }

    private var context: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

    private func attach() {
        ccurl_set_long(easy, CURLOPT_NOSIGNAL, 1)
        ccurl_set_pointer(easy, CURLOPT_PRIVATE, context)
        ccurl_set_callback(easy, CURLOPT_HEADERFUNCTION, headerLineArrived)
        ccurl_set_pointer(easy, CURLOPT_HEADERDATA, context)
        ccurl_set_callback(easy, CURLOPT_WRITEFUNCTION, bodyPartArrived)
        ccurl_set_pointer(easy, CURLOPT_WRITEDATA, context)
    }

    /// Fills the room with the next bytes; none of them means the end.
    fileprivate func fill(_ room: UnsafeMutableRawBufferPointer) -> Int {
        let part = upload[uploadedCount...].prefix(room.count)
        if part.isEmpty {
            guard mayEnd?() != false else { return Int(CURL_READFUNC_ABORT) }
            isUploadComplete = true
        }
        room.copyBytes(from: part)
        uploadedCount += part.count
        return part.count
    }

    fileprivate static func of(_ context: UnsafeMutableRawPointer) -> CurlHandle {
        Unmanaged<CurlHandle>.fromOpaque(context).takeUnretainedValue()
    }
}

extension CurlHandle {
    /// The handle behind libcurl's own pointer.
    static func of(easy: UnsafeMutableRawPointer?) -> CurlHandle? {
        var context: UnsafeMutableRawPointer?
        ccurl_get_pointer(easy, CURLINFO_PRIVATE, &context)
        return context.map { of($0) }
    }
}

private func headerLineArrived(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let bytes, let context else { return 0 }
    let line = [UInt8](UnsafeRawBufferPointer(start: bytes, count: size * count))
    CurlHandle.of(context).listener?.heard(headerLine: line)
    return size * count
}

private func bodyPartArrived(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let bytes, let context, let listener = CurlHandle.of(context).listener else { return 0 }
    let part = [UInt8](UnsafeRawBufferPointer(start: bytes, count: size * count))
    return listener.heard(bodyPart: part) ? part.count : Int(CURL_WRITEFUNC_PAUSE)
}

private func bodyWanted(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let bytes, let context else { return Int(CURL_READFUNC_ABORT) }
    let room = UnsafeMutableRawBufferPointer(start: bytes, count: size * count)
    return CurlHandle.of(context).fill(room)
}

private func traceArrived(
    _ easy: UnsafeMutableRawPointer?, _ kind: curl_infotype, _ bytes: UnsafeMutablePointer<CChar>?,
    _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int32 {
    guard kind == CURLINFO_HEADER_OUT, let bytes, let context else { return 0 }
    let command = [UInt8](UnsafeRawBufferPointer(start: bytes, count: count))
    CurlHandle.of(context).listener?.said(command: command)
    return 0
}
