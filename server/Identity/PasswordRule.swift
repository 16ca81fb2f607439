/// What a password must be: long enough, and not among those that everybody tries first.
///
/// Which characters it is made of is nobody's business, and it never expires.
package enum PasswordRule {
    /// Characters at least.
    package static let lengthMin = 10
    private static let byteCountMax = 1_024

    /// What is wrong with a password for an account; nothing when it will do.
    package static func objection(to password: String, of email: EmailAddress?) -> String? {
        guard password.count >= lengthMin else {
            return "A password has \(lengthMin) characters at least."
        }
        guard password.utf8.count <= byteCountMax else {
            return "A password has \(byteCountMax) bytes at most."
        }
        let plain = password.lowercased()
        guard Set(plain).count > 3, !common.contains(where: { plain.hasPrefix($0) }) else {
            return "This password is among the first that anybody tries."
        }
        if let email, plain == email.key || plain.hasPrefix(email.key.prefix { $0 != "@" } + "@") {
            return "A password is not one's address."
        }
        return nil
    }

    // What the lists of stolen passwords have in common, beyond the shortest length.
    private static let common = [
        "password1", "password2", "password0", "passwordpassword", "password!", "passw0rd",
        "p@ssw0rd", "p@ssword", "1234567890", "0123456789", "0987654321", "9876543210",
        "qwertyuiop", "qwerty1234", "qwerty12345", "qwertzuiop", "1q2w3e4r5t", "1qaz2wsx3e",
        "asdfghjkl", "zxcvbnm123", "iloveyou", "letmein123", "welcome123", "changeme",
        "administrator", "admin12345", "superman123", "football123", "baseball123",
        "trustno1", "sunshine123", "princess123", "dragon1234", "monkey1234", "abcdefghij",
        "abc1234567", "a1b2c3d4e5", "counterfoil",
    ]
}
