internal import CMachine
internal import Glibc

/// A file descriptor that is closed once.
final class Descriptor {
    private(set) var number: Int32

    init(_ number: Int32) { self.number = number }

    var isOpen: Bool { number >= 0 }

    func close() {
        if number >= 0 { _ = Glibc.close(number) }
        number = -1
    }

    deinit { close() }
}

/// Two ends of a pipe, neither of which a program inherits by accident.
struct Pipe {
    let reading: Descriptor
    let writing: Descriptor

    init?() {
        var ends: [Int32] = [-1, -1]
        guard pipe2(&ends, O_CLOEXEC) == 0 else { return nil }
        reading = Descriptor(ends[0])
        writing = Descriptor(ends[1])
    }
}

/// Feeds a program its input while it listens to both of its outputs, so that neither side ever
/// waits for the other for good.
final class Conversation {
    /// What was heard, up to a bound; the rest is heard and forgotten.
    struct Heard {
        fileprivate(set) var bytes: [UInt8] = []
        fileprivate(set) var isTruncated = false
    }

    private(set) var output = Heard()
    private(set) var errorOutput = Heard()
    private let input: [UInt8]
    private var inputSent = 0
    private let inputEnd: Descriptor
    private let outputEnd: Descriptor
    private let errorEnd: Descriptor
    private let bytesMax: Int
    private let wake: Int32

    init(
        input: [UInt8], _ inputEnd: Descriptor, _ outputEnd: Descriptor, _ errorEnd: Descriptor,
        bytesMax: Int, wake: Int32
    ) {
        self.input = input
        self.inputEnd = inputEnd
        self.outputEnd = outputEnd
        self.errorEnd = errorEnd
        self.bytesMax = bytesMax
        self.wake = wake
        _ = fcntl(inputEnd.number, F_SETFL, O_NONBLOCK)
        if input.isEmpty { inputEnd.close() }
    }

    /// Talks until the program closed its outputs; false when time ran out or somebody woke it.
    func hold(secondsMax: Int) -> Bool {
        let end = ContinuousClock.now + .seconds(secondsMax)
        while outputEnd.isOpen || errorEnd.isOpen {
            let left = end - .now
            guard left > .zero else { return false }
            var watched = [
                pollfd(fd: inputEnd.number, events: Int16(POLLOUT), revents: 0),
                pollfd(fd: outputEnd.number, events: Int16(POLLIN), revents: 0),
                pollfd(fd: errorEnd.number, events: Int16(POLLIN), revents: 0),
                pollfd(fd: wake, events: Int16(POLLIN), revents: 0),
            ]
            let milliseconds = Int32(min(left / .milliseconds(1), 60_000)) + 1
            guard poll(&watched, 4, milliseconds) > 0 else { continue }
            if watched[3].revents != 0 { return false }
            if watched[0].revents != 0 { feed() }
            if watched[1].revents != 0 { listen(outputEnd, into: &output) }
            if watched[2].revents != 0 { listen(errorEnd, into: &errorOutput) }
        }
        return true
    }

    private func feed() {
        let sent = input.withUnsafeBytes { bytes in
            write(
                inputEnd.number, bytes.baseAddress.map { $0 + inputSent }, bytes.count - inputSent)
        }
        if sent > 0 { inputSent += sent }
        let mayTryAgain = sent >= 0 || errno == EAGAIN || errno == EINTR
        if inputSent == input.count || !mayTryAgain { inputEnd.close() }
    }

    private func listen(_ end: Descriptor, into heard: inout Heard) {
        var piece = [UInt8](repeating: 0, count: 65_536)
        let count = read(end.number, &piece, piece.count)
        guard count > 0 else {
            if count == 0 || errno != EINTR { end.close() }
            return
        }
        let kept = min(count, bytesMax - heard.bytes.count)
        heard.bytes += piece[..<kept]
        if kept < count { heard.isTruncated = true }
    }
}
