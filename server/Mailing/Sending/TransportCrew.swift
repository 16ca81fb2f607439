package import Mail

/// Several transports to one mail server: each mail goes over one that is free, the one that was
/// used last first, so that as many connections are open as are needed.
package actor TransportCrew: MailTransport {
    private var free: [any MailTransport]
    private var waiting: [CheckedContinuation<any MailTransport, Never>] = []

    /// Shares these; one at least.
    package init(_ transports: [any MailTransport]) {
        precondition(!transports.isEmpty, "somebody has to carry mails")
        free = transports
    }

    /// Carries the mail over the next that is free.
    package func carry(_ mail: CarriedMail) async -> SendOutcome {
        let transport = await take()
        let outcome = await transport.carry(mail)
        give(transport)
        return outcome
    }

    private func take() async -> any MailTransport {
        if let transport = free.popLast() { return transport }
        return await withCheckedContinuation { waiting.append($0) }
    }

    private func give(_ transport: any MailTransport) {
        guard !waiting.isEmpty else { return free.append(transport) }
        waiting.removeFirst().resume(returning: transport)
    }
}
