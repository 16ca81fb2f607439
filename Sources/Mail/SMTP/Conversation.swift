import Curl

/// What was said between the program and a mail server, as far as the outcome depends on it.
///
/// The stage follows from what libcurl sends; a reply counts for the stage in which it came.
final class Conversation: CurlListener {
    private enum Stage {
        /// Greeting, hello, TLS, login.
        case opening
        /// From MAIL FROM on.
        case envelope
    }

    private var stage = Stage.opening
    private var lines: [String] = []
    private var isReplyComplete = false
    private var code = 0
    // The farewell and what is said to it have no part in the outcome.
    private var isOver = false

    /// The last whole reply; nil when there was none, or one broke off.
    private var words: ServerWords? {
        isReplyComplete ? ServerWords(code: code, lines: lines) : nil
    }

    func said(command: [UInt8]) {
        if command.starts(with: "QUIT".utf8) { isOver = true }
        guard !isOver else { return }
        // A new command has no reply yet.
        isReplyComplete = false
        lines = []
        if command.starts(with: "MAIL ".utf8) { stage = .envelope }
    }

    func heard(bodyPart: [UInt8]) -> Bool { true }

    func heard(headerLine: [UInt8]) {
        guard !isOver else { return }
        if isReplyComplete { lines = [] }
        let line = headerLine.filter { $0 != 0x0D && $0 != 0x0A }
        guard line.count >= 3, headerLine.last == 0x0A,
            let code = Int(String(decoding: line.prefix(3), as: UTF8.self))
        else { return }
        self.code = code
        // A hyphen behind the code says that more lines follow.
        isReplyComplete = line.count == 3 || line[3] != UInt8(ascii: "-")
        if lines.count < 20 { lines.append(String(decoding: line.dropFirst(4), as: UTF8.self)) }
    }

    /// Forgets a reply to what came before the end of the mail.
    func endOfMailFollows() {
        isReplyComplete = false
        lines = []
    }

    /// What all of it means.
    func outcome(of result: CurlResult, endWasSent: Bool) -> SendOutcome {
        if endWasSent { return verdict(of: result) }
        if stage == .envelope, let words, result == .sendFailed || result == .unexpectedAnswer {
            if (400..<500).contains(words.code) { return .refusedForNow(words) }
            if (500..<600).contains(words.code) { return .refused(words) }
        }
        return .notSent(trouble(of: result))
    }

    /// After the end of the mail only a whole reply says what became of it.
    private func verdict(of result: CurlResult) -> SendOutcome {
        switch words?.code ?? 0 {
        case 200..<300: .accepted(words ?? ServerWords(code: 250, lines: []))
        case 400..<500: .refusedForNow(words ?? ServerWords(code: 450, lines: []))
        case 500..<600: .refused(words ?? ServerWords(code: 550, lines: []))
        default: .uncertain(trouble(of: result))
        }
    }

    private func trouble(of result: CurlResult) -> SendTrouble {
        switch result {
        case .done, .interrupted, .sendFailed: .brokenConnection
        case .cannotConnect: .cannotConnect
        case .unknownHost: .unknownHost
        case .timedOut: .silence
        case .tls: .tls
        case .loginRefused: .loginRefused(words)
        case .unexpectedAnswer: .notServed(words)
        case .aborted: .tooLate
        case .other(let number): .other(number)
        }
    }
}
