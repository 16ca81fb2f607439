import Glibc
import Machine

/// A mailbox of this machine into which bounces come: a Maildir, or a file in mbox form.
package enum BounceMailbox: Hashable, Sendable {
    /// A directory with `new` in it; what was read moves to `cur`.
    case maildir(path: String)
    /// A file; whoever empties it is its owner.
    case mbox(path: String)

    /// Notes what a mail reports.
    package typealias Note = ([BounceReport]) async throws -> Void

    private static let mailsMax = 1_000

    /// Which of the two a path is.
    package init(path: String) {
        var facts = stat()
        let isDirectory = stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
        self = isDirectory ? .maildir(path: path) : .mbox(path: path)
    }

    /// Reads on from where somebody stopped, so many mails at most.
    ///
    /// `note` is called for each mail before the mail is put aside, so that none is lost when the
    /// note fails. A mail that cannot be noted keeps none behind it waiting, and is told again with
    /// the next reading.
    package func read(
        from position: MailFilePosition = .start, _ note: Note
    ) async throws -> MailboxReading {
        switch self {
        case .maildir(let path): try await Self.readMaildir(path, note)
        case .mbox(let path): try await Self.readFile(path, from: position, note)
        }
    }

    private static func readMaildir(_ path: String, _ note: Note) async throws -> MailboxReading {
        var failures = NoteFailures()
        for name in names(in: path + "/new").prefix(mailsMax) {
            let file = "\(path)/new/\(name)"
            let mail = try? AtomicFile.read(file, byteCountMax: DeliveryStatusNotice.bytesMax)
            // What is too long to read is no notification.
            if try await failures.isNoted(mail ?? [], by: note) {
                rename(file, "\(path)/cur/\(name):2,S")
            }
        }
        return MailboxReading(position: .start, failure: failures.first)
    }

    private static func readFile(
        _ path: String, from known: MailFilePosition, _ note: Note
    ) async throws -> MailboxReading {
        // There is no file before the first mail.
        guard access(path, F_OK) == 0 else { return MailboxReading(position: .start) }
        let file = try MailFile(path: path)
        // Whoever delivers at this moment is read in the next round.
        guard file.lock() else { return MailboxReading(position: known) }
        let isSame = try file.has(known)
        var position = isSame ? known : .start
        var failures = NoteFailures()
        var left: [Int64] = []
        for offset in position.left {
            guard let mail = try file.mail(at: offset) else { continue }
            if try await !failures.isNoted(mail.bytes, by: note) { left.append(offset) }
        }
        for _ in 0..<mailsMax {
            guard let mail = try file.mail(at: position.offset) else { break }
            if try await !failures.isNoted(mail.bytes, by: note) { left.append(mail.start) }
            position.offset = mail.end
        }
        position.left = left
        position.mark = try file.mark(at: position.offset)
        return MailboxReading(position: position, failure: failures.first)
    }

    private static func names(in path: String) -> [String] {
        guard let directory = opendir(path) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }
}

/// What came of reading a mailbox.
package struct MailboxReading: Sendable {
    /// From where to read on.
    package let position: MailFilePosition
    /// What the first mail failed of that could not be noted.
    package let failure: (any Error)?

    init(position: MailFilePosition, failure: (any Error)? = nil) {
        self.position = position
        self.failure = failure
    }
}

/// What could not be noted. After so many mails it is no mail's fault, and reading ends.
private struct NoteFailures {
    private static let countMax = 10

    private(set) var first: (any Error)?
    private var count = 0

    mutating func isNoted(_ mail: [UInt8], by note: BounceMailbox.Note) async throws -> Bool {
        do {
            try await note(DeliveryStatusNotice.reports(in: mail))
            return true
        } catch {
            first = first ?? error
            count += 1
            if count >= Self.countMax || error is CancellationError { throw error }
            return false
        }
    }
}
