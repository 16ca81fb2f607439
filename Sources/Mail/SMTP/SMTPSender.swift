import Curl
import Logging

/// Hands mails in to one server, one after the other, over a connection that it keeps.
///
/// 1. One call, at most one mail that the server accepts: a mail whose end may have been sent is
///    never sent again from here.
/// 2. An outcome always comes, within the server's `totalTimeout` (twice, when a kept connection
///    turns out to be dead before anything was sent).
package actor SMTPSender {
    private let thread = SenderThread(label: "SMTPSender")
    private let server: SMTPServer
    private let curl = CurlHandle()

    /// The thread on which libcurl waits.
    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        thread.asUnownedSerialExecutor()
    }

    /// Connects with the first mail.
    package init(_ server: SMTPServer) { self.server = server }

    isolated deinit { curl.stopListening() }

    /// Sends a mail's bytes to the recipient of an envelope.
    ///
    /// - Parameter deadline: the end of the mail is not sent after it. The clock is looked at right
    ///   before, so that a program that was stopped meanwhile sends nothing any more.
    package func send(
        _ bytes: [UInt8], in envelope: Envelope, before deadline: ContinuousClock.Instant? = nil
    ) -> SendOutcome {
        let outcome = attempt(bytes, envelope, deadline, isFresh: false)
        // Servers close connections that rest; nothing of the mail has gone out then.
        if case .notSent(.brokenConnection) = outcome, curl.didReuseConnection {
            return attempt(bytes, envelope, deadline, isFresh: true)
        }
        return outcome
    }

    private func attempt(
        _ bytes: [UInt8], _ envelope: Envelope, _ deadline: ContinuousClock.Instant?,
        isFresh: Bool
    ) -> SendOutcome {
        let conversation = Conversation()
        curl.reset()
        setServer()
        curl.set(.freshConnection, isFresh ? 1 : 0)
        curl.set(.mailFrom, "<\(envelope.sender.text)>")
        curl.set(.mailRecipients, ["<\(envelope.recipient.text)>"])
        curl.upload(bytes) {
            conversation.endOfMailFollows()
            return deadline.map { ContinuousClock.now < $0 } ?? true
        }
        curl.tellCommands()
        curl.listener = conversation
        let result = curl.perform()
        return conversation.outcome(of: result, endWasSent: curl.isUploadComplete)
    }

    private func setServer() {
        curl.set(.protocols, "smtp,smtps")
        curl.set(.url, server.url)
        curl.set(.proxy, "")
        curl.set(.connectMilliseconds, server.connectTimeout)
        curl.set(.totalMilliseconds, server.totalTimeout)
        curl.set(.answerSeconds, server.answerSecondsMax)
        curl.set(.verifiesPeer, 1)
        curl.set(.verifiesHost, 2)
        if let file = server.authorityFile { curl.set(.authorityFile, file) }
        if server.security == .startTLS { curl.set(.upgradesToTLS, 3) }
        switch server.login {
        case .password(let user, let password, let mechanism):
            curl.set(.user, user)
            curl.set(.password, password.reveal())
            if let mechanism { curl.set(.loginOptions, "AUTH=\(mechanism.rawValue)") }
        case .token(let user, let token):
            curl.set(.user, user)
            curl.set(.bearer, token.reveal())
            curl.set(.loginOptions, "AUTH=XOAUTH2")
        case nil: break
        }
    }
}
