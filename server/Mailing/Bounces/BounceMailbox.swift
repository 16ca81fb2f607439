import Glibc
import Machine

/// A mailbox of this machine into which bounces come: a Maildir, or a file in mbox form.
package enum BounceMailbox: Hashable, Sendable {
    /// A directory with `new` in it; what was read moves to `cur`.
    case maildir(path: String)
    /// A file; whoever empties it is its owner.
    case mbox(path: String)

    private static let mailsMax = 1_000
    private static let fileBytesMax = 64 << 20
    /// After so many mails that could not be noted it is no mail's fault.
    private static let failuresMax = 10

    /// Which of the two a path is.
    package init(path: String) {
        var facts = stat()
        let isDirectory = stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
        self = isDirectory ? .maildir(path: path) : .mbox(path: path)
    }

    /// The reports that wait in it, so many mails at most; `note` is called for each mail before
    /// the mail is put aside, so that none is lost when the note fails. A mail that cannot be noted
    /// stays where it is and keeps none behind it waiting; what it failed of is thrown in the end.
    package func read(_ note: ([BounceReport]) async throws -> Void) async throws {
        var failures: [any Error] = []
        func isNoted(_ reports: [BounceReport]) async throws -> Bool {
            do {
                try await note(reports)
                return true
            } catch {
                failures.append(error)
                if failures.count >= Self.failuresMax || error is CancellationError { throw error }
                return false
            }
        }
        switch self {
        case .maildir(let path):
            for name in Self.names(in: path + "/new").prefix(Self.mailsMax) {
                let file = "\(path)/new/\(name)"
                let mail = try? AtomicFile.read(file, byteCountMax: DeliveryStatusNotice.bytesMax)
                // What is too long to read is no notification.
                if try await isNoted(mail.map(DeliveryStatusNotice.reports) ?? []) {
                    rename(file, "\(path)/cur/\(name):2,S")
                }
            }
        case .mbox(let path):
            // There is no file before the first mail.
            guard access(path, F_OK) == 0 else { return }
            let bytes = try AtomicFile.read(path, byteCountMax: Self.fileBytesMax)
            for mail in Self.mails(inMbox: bytes).prefix(Self.mailsMax) {
                _ = try await isNoted(DeliveryStatusNotice.reports(in: mail))
            }
        }
        if let first = failures.first { throw first }
    }

    /// Mails begin at a line `From …` that follows an empty one, or stands first.
    package static func mails(inMbox bytes: [UInt8]) -> [[UInt8]] {
        var mails: [[UInt8]] = []
        var wasEmpty = true
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            if wasEmpty, line.starts(with: "From ".utf8) {
                mails.append([])
            } else if !mails.isEmpty {
                let isQuoted = line.drop { $0 == UInt8(ascii: ">") }.starts(with: "From ".utf8)
                mails[mails.count - 1] += isQuoted ? line.dropFirst() : line
                mails[mails.count - 1].append(0x0A)
            }
            wasEmpty = line.isEmpty || line.elementsEqual([0x0D])
        }
        return mails
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
