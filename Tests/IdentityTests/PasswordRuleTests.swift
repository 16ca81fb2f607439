import Identity
import Testing

struct PasswordRuleTests {
    @Test(arguments: [
        "password123", "Passw0rd!!", "P@$$w0rd2024", "passwordpassword", "1234567890",
        "0987654321", "qwertyuiop", "qwertzuiop", "1q2w3e4r5t", "1qaz2wsx3edc", "zaq12wsxcde3",
        "asdfghjkl1", "aaaaaaaaaaaa", "abcabcabcabc", "abcdefghij", "iloveyou12", "ILoveYou22",
        "sunshine2024", "Sommer2025!", "Schalke04!!", "francesca1987", "michael12345",
        "liverpool01", "M0nk3y!!!!", "trustno1trustno1", "batman1234", "kochamcie1",
        "motdepasse1", "hasło12345", "letmein!!!!", "admin@2023", "welcome2024!", "dragonball1",
        "24121990anna", "19901990199", "counterfoil1", "monkeydragon", "11223344556677",
    ])
    func `what is tried first is refused`(password: String) {
        #expect(PasswordRule.finding(in: password, of: nil) == .common)
    }

    @Test(arguments: [
        "correct horse battery", "another good password", "tea kettle on fire", "vgkqzmwplx",
        "x7#Lq9vTz2", "grzyby w lesie o świcie", "Kühlschrank singt leise", "パスワードではない言葉",
        "my dog ate 3 pianos", "ttjhvqwzpd1990",
    ])
    func `what takes long to guess is accepted`(password: String) {
        #expect(PasswordRule.finding(in: password, of: nil) == nil)
    }

    @Test func `every common word with a year or a few digits behind it is refused`() {
        for word in ["michelle", "borussia", "pokemon", "szczescie", "starwars", "geburtstag"] {
            for tail in ["1999", "2025!", "123456", "01.01.", "!!!!!", "11111"] {
                let password = word.capitalized + tail
                guard password.count >= PasswordRule.lengthMin else { continue }
                let isKnown = word != "szczescie"
                #expect(
                    (PasswordRule.finding(in: password, of: nil) == .common) == isKnown,
                    "\(password)")
            }
        }
    }

    @Test func `the longest password is judged in no time`() {
        let long = String(repeating: "correct horse ", count: 73)
        #expect(PasswordRule.finding(in: long, of: nil) == nil)
        #expect(PasswordRule.finding(in: long + "tail", of: nil) == .tooLong)
    }
}

extension String {
    fileprivate var capitalized: String { prefix(1).uppercased() + dropFirst() }
}
