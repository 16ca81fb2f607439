import Configuration
import Mail

/// How the server sends mail; without a mail server each mail becomes a file.
enum MailSettings {
    static let server = Setting<Address>.address(
        "smtp-server", "The mail server; without it mails are written as files.")
    static let security = Setting<String>.choice(
        "smtp-security", "How the connection to the mail server is protected.",
        of: SMTPServer.Security.allCases.map(\.rawValue), fallback: "starttls")
    static let user = Setting<String>.string("smtp-user", "Who signs in at the mail server.")
    static let login = Setting<String>.choice(
        "smtp-login", "How; with xoauth2 the password is a token.",
        of: ["any", "plain", "login", "xoauth2"], fallback: "any")
    static let passwordFile = Setting<String>.path(
        "smtp-password-file", "A file with the password for the mail server in its first line.")
    static let password = Setting<String>.string(
        "smtp-password", "The password for the mail server; never on the command line.",
        isSecret: true)
    static let authorityFile = Setting<String>.path(
        "smtp-authority-file", "Certificates to trust at the mail server, not the system's.")
    static let hello = Setting<String>.string(
        "smtp-hello",
        "What the server calls itself there; else the host of public-address, or of the machine.")
    static let connections = Setting<Int>.integer(
        "smtp-connections", "Connections to the mail server at most.", in: 1...32, fallback: 4)
    static let from = Setting<String>.string(
        "mail-from", "The address that mails come from; else counterfoil@ of that host.")
    static let fromName = Setting<String>.string(
        "mail-from-name", "The name beside it.", fallback: "Counterfoil")
    static let uncertain = Setting<String>.choice(
        "mail-uncertain", "What becomes of a mail of which nobody knows whether it was accepted.",
        of: ["hold", "resend"], fallback: "hold")

    static let bounces = Setting<String>.path(
        "mail-bounces", "A Maildir or a file of mails into which mails come back.")
    static let webhookSecret = Setting<String>.string(
        "mail-webhook-secret",
        "What a mail provider shows at /mail/bounces; never on the command line.", isSecret: true)

    static let declarations = [
        server.declaration, security.declaration, user.declaration, login.declaration,
        passwordFile.declaration, password.declaration, authorityFile.declaration,
        hello.declaration, connections.declaration,
        from.declaration, fromName.declaration, uncertain.declaration, bounces.declaration,
        webhookSecret.declaration,
    ]
}
