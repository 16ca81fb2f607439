/// Where a server's certificate and key lie, in PEM: the certificate first, then its chain.
///
/// A certificate is good for months, so both are read again while the server runs.
package struct TLSFiles: Hashable, Sendable {
    /// The certificate with those that vouch for it.
    package let certificatePath: String
    /// Its private key.
    package let keyPath: String

    /// Names both files.
    package init(certificatePath: String, keyPath: String) {
        self.certificatePath = certificatePath
        self.keyPath = keyPath
    }
}
