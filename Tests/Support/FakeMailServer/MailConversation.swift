import Glibc

/// One connection of the fake mail server, on its own thread.
struct MailConversation {
    typealias Note = ((inout FakeMailServer.Record) -> Void) -> Void

    private struct Ended: Error {}

    let descriptor: Int32
    let script: MailScript
    private let note: Note
    private var readCount = 0
    private var saidCount = 0
    private var waiting: [UInt8] = []
    private var next = 0
    private var recipients: [String] = []
    private var mailCount = 0

    init(descriptor: Int32, script: MailScript, note: @escaping Note) {
        self.descriptor = descriptor
        self.script = script
        self.note = note
    }

    consuming func run() {
        var conversation = self
        // The end of a conversation is no failure, whoever ended it.
        try? conversation.converse()
    }

    private mutating func converse() throws(Ended) {
        try answer(.greeting, "220 mail.example.com ESMTP")
        while true {
            let line = try readLine()
            note { $0.commands.append(line) }
            switch line.prefix(4).uppercased() {
            case "EHLO": try answer(.hello, hello)
            case "HELO": try answer(.hello, "250 mail.example.com")
            case "AUTH": try logIn(line)
            case "MAIL": try answer(.sender, "250 2.1.0 Ok")
            case "RCPT":
                recipients.append(String(line.dropFirst(8)))
                try answer(.recipient, "250 2.1.5 Ok")
            case "DATA":
                try answer(.data, "354 End data with <CR><LF>.<CR><LF>")
                if script.answers[.data] == nil { try takeMail() }
            case "QUIT":
                try say("221 Bye")
                throw Ended()
            case "RSET":
                recipients = []
                try say("250 Ok")
            default: try say("502 5.5.2 What?")
            }
        }
    }

    private var hello: String {
        let lines = ["mail.example.com"] + script.offers
        return lines.enumerated().map { index, line in
            "250" + (index == lines.count - 1 ? " " : "-") + line
        }.joined(separator: "\r\n")
    }

    private mutating func logIn(_ line: String) throws(Ended) {
        let words = line.split(separator: " ")
        if words.count == 2 {
            try say("334 " + (words[1] == "LOGIN" ? "VXNlcm5hbWU6" : ""))
            let first = try readLine()
            note { $0.commands.append(first) }
            if words[1] == "LOGIN" {
                try say("334 UGFzc3dvcmQ6")
                let second = try readLine()
                note { $0.commands.append(second) }
            }
        }
        try answer(.login, "235 2.7.0 Welcome")
    }

    private mutating func takeMail() throws(Ended) {
        var mail: [UInt8] = []
        while true {
            let line = try readLineBytes()
            if line == [UInt8(ascii: ".")] { break }
            mail += line.first == UInt8(ascii: ".") ? line.dropFirst() : line[...]
            mail += [0x0D, 0x0A]
        }
        let envelope = recipients
        recipients = []
        // A server has accepted when it has decided to, not when its word has arrived.
        if case .say(let words)? = script.answers[.end], !words.hasPrefix("2") {
            return try answer(.end, words)
        }
        note { $0.accepted.append((envelope, mail)) }
        try answer(.end, "250 2.0.0 Ok: queued as 4711")
        mailCount += 1
        if mailCount >= script.mailsPerConnectionMax { throw Ended() }
    }

    private mutating func answer(
        _ point: MailScript.Point, _ usual: String
    ) throws(Ended) {
        switch script.answers[point] {
        case .say(let words): try say(words)
        case .cut: throw Ended()
        case .silence: while true { _ = try readByte() }
        case nil: try say(usual)
        }
    }

    private mutating func say(_ text: String) throws(Ended) {
        var bytes = Array((text + "\r\n").utf8)
        let room = (script.cutAfterSaying ?? .max) - saidCount
        let isCut = bytes.count > room || script.cutAfterSaying == saidCount + bytes.count
        if bytes.count > room { bytes = Array(bytes.prefix(room)) }
        saidCount += bytes.count
        let count = bytes.count
        note { $0.saidCount += count }
        let sent = bytes.withUnsafeBytes {
            send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        guard sent == count, !isCut else { throw Ended() }
    }

    private mutating func readLine() throws(Ended) -> String {
        String(decoding: try readLineBytes(), as: UTF8.self)
    }

    private mutating func readLineBytes() throws(Ended) -> [UInt8] {
        var line: [UInt8] = []
        while true {
            let byte = try readByte()
            if byte == 0x0A, line.last == 0x0D { return Array(line.dropLast()) }
            line.append(byte)
        }
    }

    private mutating func readByte() throws(Ended) -> UInt8 {
        if script.cutAfterReading == readCount { throw Ended() }
        if next == waiting.count { try refill() }
        defer { next += 1 }
        readCount += 1
        return waiting[next]
    }

    private mutating func refill() throws(Ended) {
        waiting = [UInt8](repeating: 0, count: 64 << 10)
        let count = recv(descriptor, &waiting, waiting.count, 0)
        guard count > 0 else { throw Ended() }
        waiting.removeLast(waiting.count - count)
        next = 0
        note { $0.readCount += count }
    }
}
