/// What a password must be: long enough, and not among those that are tried first.
///
/// Which characters it is made of is nobody's business, and it never expires.
package enum PasswordRule {
    /// Characters at least.
    package static let lengthMin = 10
    private static let byteCountMax = 1_024

    /// What is wrong with a password.
    package enum Finding: Hashable, Sendable, CaseIterable {
        /// Fewer characters than the least.
        case tooShort
        /// More bytes than anybody types.
        case tooLong
        /// Among those that everybody tries first.
        case common
        /// The address of the account.
        case address
    }

    /// What is wrong with a password for an account, as a sentence; nothing when it will do.
    package static func objection(to password: String, of email: EmailAddress?) -> String? {
        switch finding(in: password, of: email) {
        case nil: nil
        case .tooShort: "A password has \(lengthMin) characters at least."
        case .tooLong: "A password has \(byteCountMax) bytes at most."
        case .common: "This password is among the first that anybody tries."
        case .address: "A password is not one's address."
        }
    }

    /// What is wrong with a password for an account; nothing when it will do.
    package static func finding(in password: String, of email: EmailAddress?) -> Finding? {
        guard password.count >= lengthMin else { return .tooShort }
        guard password.utf8.count <= byteCountMax else { return .tooLong }
        guard !PasswordGuess.isCommon(password) else { return .common }
        let plain = password.lowercased()
        if let email, plain == email.key || plain.hasPrefix(email.key.prefix { $0 != "@" } + "@") {
            return .address
        }
        return nil
    }
}
