import Glibc
import Machine
import Mail
import Mailing
import TestPostgreSQL
import Testing

struct MailDirectoryTests {
    @Test func `without a mail server each mail is a file that is the mail`() async throws {
        try await TestOutbox.with { test in
            for number in 1...3 { try await test.enqueue(test.key(number), text: "no \(number)\n") }
            try await TemporaryDirectory.with { path in
                let directory = try MailDirectory(path: path + "/mails")
                let report = try await test.sender(directory).sendDue(limit: 9)
                #expect(report.states == [.sent: 3])
                let names = Maildir.names(in: path + "/mails")
                #expect(names.count == 3 && names.allSatisfy { $0.hasSuffix(".eml") })
                let texts = try names.map {
                    String(decoding: try AtomicFile.read("\(path)/mails/\($0)"), as: UTF8.self)
                }
                for number in 1...3 {
                    #expect(texts.count { $0.hasSuffix("\r\n\r\nno \(number)\r\n") } == 1)
                }
            }
        }
    }

    @Test func `a directory that is gone is no reason to lose a mail`() async throws {
        try await TestOutbox.with { test in
            try await test.enqueue(test.key())
            try await TemporaryDirectory.with { path in
                let directory = try MailDirectory(path: path + "/mails")
                try Maildir.remove(path + "/mails")
                let report = try await test.sender(directory).sendDue(limit: 9)
                #expect(report.states == [.queued: 1])
            }
        }
    }
}

extension Maildir {
    static func remove(_ path: String) throws {
        try #require(rmdir(path) == 0)
    }
}
