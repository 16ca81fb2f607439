import Bytes
import Machine
package import PostgreSQL

/// Writes each letter as a file that any mail program opens: a server without a mail server.
package struct FilePostbox: Postbox {
    private let directory: String
    private let sender: String

    /// Writes into a directory that exists.
    package init(directory: String, sender: String = "counterfoil@localhost") {
        self.directory = directory
        self.sender = sender
    }

    /// Writes the letter; the same one again replaces its file.
    package func post(
        _ letter: Letter, in connection: isolated Connection, at time: Timestamp
    ) throws {
        try AtomicFile.write(
            Array(message(letter).utf8), to: "\(directory)/\(letter.id.text).eml")
    }

    private func message(_ letter: Letter) -> String {
        """
        From: Counterfoil <\(sender)>\r
        To: \(letter.recipient.text)\r
        Subject: \(subject(letter.kind))\r
        Message-ID: <\(letter.id.text)@counterfoil>\r
        MIME-Version: 1.0\r
        Content-Type: text/plain; charset=utf-8\r
        Content-Transfer-Encoding: 8bit\r
        \r
        \(text(letter))\r
        \(letter.link.map { "\r\n\($0)\r\n" } ?? "")
        """
    }

    private func subject(_ kind: Letter.Kind) -> String {
        switch kind {
        case .verification: "Confirm your address"
        case .alreadyRegistered: "You are registered already"
        case .passwordReset: "Choose a new password"
        case .passwordChanged: "Your password was changed"
        case .invitation: "You are invited to a book"
        }
    }

    private func text(_ letter: Letter) -> String {
        switch letter.kind {
        case .verification:
            "Follow this link to confirm that the address is yours. If you did not register, do "
                + "nothing."
        case .alreadyRegistered:
            "Somebody, perhaps you, registered with this address, which has an account already. "
                + "Sign in, or choose a new password here."
        case .passwordReset:
            "Follow this link within an hour to choose a new password. If you did not ask for "
                + "it, do nothing."
        case .passwordChanged:
            "The password of your account was changed, and every other sign-in was ended. If it "
                + "was not you, choose a new one at once."
        case .invitation:
            "You are invited to the book “\(letter.bookName ?? "")”. Follow this link to join."
        }
    }
}
