import Bytes
import Machine
package import Mail

/// Where mails are written as files while no mail server is configured: one `.eml` for each, which
/// every mail program opens.
package struct MailDirectory: MailTransport {
    /// The directory.
    package let path: String

    /// Makes the directory.
    package init(path: String) throws(MailingError) {
        do throws(MachineError) {
            try Directories.create(path)
        } catch {
            throw .directory("\(error)")
        }
        self.path = path
    }

    /// Writes it; a mail that is written again replaces its own file.
    package func carry(_ mail: CarriedMail) -> SendOutcome {
        let file = "\(path)/\(mail.reference.mail.text).eml"
        do throws(MachineError) {
            try AtomicFile.write(mail.bytes, to: file)
            return .accepted(ServerWords(code: 250, lines: ["written to \(file)"]))
        } catch {
            return .refusedForNow(ServerWords(code: 452, lines: ["\(error)"]))
        }
    }
}
