/// Keys in the order in which fingers find them.
enum KeyboardRows {
    private static let rows: [[Unicode.Scalar]] = [
        "qwertyuiop", "qwertzuiop", "azertyuiop", "asdfghjkl", "qsdfghjklm", "zxcvbnm",
        "yxcvbnm", "wxcvbn", "12345678901234567890", "abcdefghijklmnopqrstuvwxyz",
        "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "1qay2wsx3edc4rfv5tgb6zhn7ujm",
        "1q2w3e4r5t6y7u8i9o0p", "1q2w3e4r5t6z7u8i9o0p", "q1w2e3r4t5y6u7i8o9p0",
        "a1b2c3d4e5f6g7h8i9j0", "1a2b3c4d5e6f7g8h9i0j", "qazwsxedcrfvtgbyhnujmikolp",
        "qaywsxedcrfvtgbzhnujm", "147258369", "159357", "13579", "24680", "11223344556677889900",
        "123321", "112233", "!@#$%^&*()", "!\"§$%&/()=",
    ].flatMap { row in
        let row = Array(row.unicodeScalars)
        return [row, row.reversed()]
    }

    /// Whether keys lie side by side.
    static func contains(_ keys: [Unicode.Scalar]) -> Bool {
        rows.contains { row in
            row.count >= keys.count
                && (0...(row.count - keys.count)).contains { start in
                    row[start..<(start + keys.count)].elementsEqual(keys)
                }
        }
    }
}
