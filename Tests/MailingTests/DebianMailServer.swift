import Glibc
import Machine
import Mail
import Mailing
import TestOffice
import TestPostgreSQL

/// Debian's mail server, run privately: its own directory, its own port, an unprivileged user.
///
/// `scripts/needs` unpacks it beside the build. It looks its user up by name, which does not exist
/// on a machine where it is not installed: libnss-wrapper answers that question from a file.
struct DebianMailServer: Sendable {
    let port: UInt16
    /// Where TLS is spoken from the first byte.
    let tlsPort: UInt16
    /// The Maildir into which all mails to example.com go.
    let maildir: String
    /// The certificate that it shows.
    let certificate: String

    /// Why it cannot run here; nil when it can.
    static var obstacle: String? {
        access(unpacked + "/usr/sbin/exim4", X_OK) == 0
            ? nil : "there is no mail server in .build/mail-server; scripts/test fetches one"
    }

    private static var unpacked: String {
        let repository = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        return "/" + repository + "/.build/mail-server"
    }

    /// Lends a running server to a body and stops it afterwards.
    static func with<Value>(
        _ body: (DebianMailServer) async throws -> Value
    ) async throws -> Value {
        try await TemporaryDirectory.with { directory in
            let (port, tlsPort) = (freePort(), freePort())
            try await prepare(directory, tlsPort)
            let process = try await command(directory, [port, tlsPort]).start(
                outputFile: directory + "/output")
            let server = DebianMailServer(
                port: port, tlsPort: tlsPort, maildir: directory + "/mail",
                certificate: directory + "/mail.crt")
            let outcome = await Result { () async throws in
                try await eventually { isListening(port) }
                return try await body(server)
            }
            process.terminate()
            _ = await process.wait()
            return try outcome.get()
        }
    }

    /// The texts of the mails that have arrived.
    func mails() throws -> [[UInt8]] {
        try Maildir.names(in: maildir + "/new").map {
            try AtomicFile.read("\(maildir)/new/\($0)")
        }
    }

    private static func prepare(_ directory: String, _ tlsPort: UInt16) async throws {
        try await run("cp", ["-r", unpacked + "/usr", directory + "/usr"])
        try await run(
            "openssl",
            [
                "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
                "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout",
                directory + "/mail.key", "-out", directory + "/mail.crt",
            ])
        let (user, group) = (userID, groupID)
        try Maildir.write(
            "Debian-exim:x:\(user):\(group)::/:/bin/false\n", to: directory + "/passwd")
        try Maildir.write("Debian-exim:x:\(group):\n", to: directory + "/group")
        try Maildir.write(configuration(directory, tlsPort), to: directory + "/exim.conf")
        for name in ["spool", "log", "mail"] { try Directories.create("\(directory)/\(name)") }
        if geteuid() == 0 {
            try await run("chown", ["-R", "\(user):\(group)", directory])
        }
    }

    private static func command(
        _ directory: String, _ ports: [UInt16]
    ) throws -> Subprocess {
        let libraries = try libraries(directory)
        let places = ports.map { "127.0.0.1.\($0)" }.joined(separator: "; ")
        var process = Subprocess(
            directory + "/usr/sbin/exim4",
            ["-C", directory + "/exim.conf", "-bdf", "-oX", "<; " + places])
        process.environment = [
            "LD_LIBRARY_PATH": libraries, "LD_PRELOAD": "libnss_wrapper.so",
            "NSS_WRAPPER_PASSWD": directory + "/passwd",
            "NSS_WRAPPER_GROUP": directory + "/group", "PATH": "/usr/bin:/bin",
        ]
        process.workingDirectory = directory
        process.signalOnParentDeath = .terminate
        if geteuid() == 0 { process.user = .init(userID: userID, groupID: groupID) }
        return process
    }

    /// Below lib is one directory, named for the kind of machine.
    private static func libraries(_ directory: String) throws -> String {
        let lib = directory + "/usr/lib"
        let names = Maildir.names(in: lib)
        guard let name = names.first(where: { $0.hasSuffix("-linux-gnu") }) else { throw Missing() }
        return "\(lib)/\(name)"
    }

    private struct Missing: Error {}

    private static func configuration(_ directory: String, _ tlsPort: UInt16) -> String {
        """
        exim_path = \(directory)/usr/sbin/exim4
        keep_environment = LD_LIBRARY_PATH : LD_PRELOAD : NSS_WRAPPER_PASSWD : NSS_WRAPPER_GROUP
        primary_hostname = mail.example.com
        spool_directory = \(directory)/spool
        log_file_path = \(directory)/log/%slog
        pid_file_path = \(directory)/exim.pid
        never_users =
        deliver_drop_privilege = true
        local_interfaces = 127.0.0.1
        smtp_accept_queue_per_connection = 0
        tls_advertise_hosts = *
        tls_on_connect_ports = \(tlsPort)
        tls_certificate = \(directory)/mail.crt
        tls_privatekey = \(directory)/mail.key
        domainlist local_domains = example.com
        acl_smtp_rcpt = recipients
        begin acl
        recipients:
          deny local_parts = nobody
               message = no such person
          accept domains = +local_domains
          deny message = no relaying
        begin routers
        bounced:
          driver = redirect
          local_parts = gone
          allow_fail
          data = :fail: this person has left
        everybody:
          driver = accept
          transport = maildir
        begin transports
        maildir:
          driver = appendfile
          directory = \(directory)/mail
          maildir_format
          delivery_date_add = false
        begin retry
        * * F,2h,15m

        """
    }

    private static func run(_ program: String, _ arguments: [String]) async throws {
        let outcome = try await Subprocess(program, arguments).run()
        guard outcome.status.isSuccess else { throw Missing() }
    }

    // The server has to be told its port; that somebody takes it in between is next to impossible.
    private static func freePort() -> UInt16 {
        let listener = MailPort()
        return listener.number
    }

    private static func isListening(_ port: UInt16) -> Bool { MailPort.answers(port) }

    /// Whom the server runs as: nobody when it is started by root.
    private static var userID: UInt32 { geteuid() == 0 ? 65_534 : geteuid() }
    private static var groupID: UInt32 { geteuid() == 0 ? 65_534 : getegid() }
}

/// A port of this machine.
private struct MailPort {
    let number: UInt16

    /// One that is free.
    init() {
        let descriptor = Self.socket()
        defer { close(descriptor) }
        var address = Self.address(0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
            }
        }
        precondition(isBound, "no port on 127.0.0.1")
        number = UInt16(bigEndian: address.sin_port)
    }

    static func answers(_ port: UInt16) -> Bool {
        let descriptor = socket()
        defer { close(descriptor) }
        var address = address(port)
        return withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }

    private static func socket() -> Int32 {
        Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    }

    private static func address(_ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }
}
