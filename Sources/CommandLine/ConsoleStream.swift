import Glibc
package import Machine
import Synchronization

/// One direction in which a console speaks.
package struct ConsoleStream: Sendable {
    /// Whether a person watches.
    package let isTerminal: Bool
    /// The width in cells, looked up each time, for windows change.
    let columns: @Sendable () -> Int?
    private let send: @Sendable (String) -> Void
    /// Why not everything arrived; `nil` also where a reader left who had heard enough.
    let failure: @Sendable () -> MachineError?

    /// A stream that hands every piece of text to a closure, which must not fail.
    package init(
        isTerminal: Bool, columns: @escaping @Sendable () -> Int?,
        send: @escaping @Sendable (String) -> Void
    ) {
        self.isTerminal = isTerminal
        self.columns = columns
        self.send = send
        failure = { nil }
    }

    /// A stream of this process. After the first failed write the rest is dropped.
    package init(_ stream: StandardStream) {
        let terminal = Terminal(on: stream)
        let gate = Gate()
        isTerminal = terminal != nil
        columns = { terminal?.size?.columns }
        send = { text in
            gate.fault.withLock { fault in
                guard fault == nil else { return }
                do throws(MachineError) {
                    try stream.write(Array(text.utf8))
                } catch {
                    fault = error
                }
            }
        }
        failure = { gate.fault.withLock { Self.isDeparture($0) ? nil : $0 } }
    }

    /// Whether whoever read this left; there is nobody to tell.
    private static func isDeparture(_ fault: MachineError?) -> Bool {
        guard case .failed(_, _, let code) = fault else { return false }
        return code == EPIPE
    }

    func write(_ text: String) {
        send(text)
    }

    private final class Gate: Sendable {
        let fault = Mutex<MachineError?>(nil)
    }
}

/// Where a console hears answers from.
package struct ConsoleInput: Sendable {
    /// Whether a person can be asked.
    package let isTerminal: Bool
    let readLine: @Sendable (_ isHidden: Bool) throws -> String?

    /// An input that asks a closure for each line; `nil` is the end.
    package init(
        isTerminal: Bool, readLine: @escaping @Sendable (_ isHidden: Bool) throws -> String?
    ) {
        self.isTerminal = isTerminal
        self.readLine = readLine
    }

    /// The input of this process.
    package init(_ stream: StandardStream) {
        let terminal = Terminal(on: stream)
        self.init(isTerminal: terminal != nil) { isHidden in
            if isHidden, let terminal { return try terminal.readHiddenLine() }
            return try stream.readLine()
        }
    }
}
