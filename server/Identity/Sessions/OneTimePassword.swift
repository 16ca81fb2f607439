import Crypto

/// One-time passwords of RFC 6238: six digits that change every thirty seconds.
package enum OneTimePassword {
    /// Bytes of a secret.
    static let secretByteCount = 20
    private static let stepSeconds: Int64 = 30
    private static let modulus: UInt32 = 1_000_000

    /// The step that a second belongs to.
    package static func step(of second: Int64) -> Int64 { second / stepSeconds }

    /// The digits of a step.
    package static func code(_ secret: [UInt8], step: Int64) -> String {
        let counter = (0..<8).map { UInt8(truncatingIfNeeded: step >> (56 - 8 * Int64($0))) }
        let code = HMAC.code(of: counter, key: secret, .sha1)
        let offset = Int(code[code.count - 1] & 0x0F)
        let bits = code[offset..<(offset + 4)].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        let digits = String((bits & 0x7FFF_FFFF) % modulus)
        return String(repeating: "0", count: 6 - digits.count) + digits
    }

    /// The step whose digits were typed, among the present one and its two neighbours.
    static func step(matching typed: String, _ secret: [UInt8], at second: Int64) -> Int64? {
        let digits = Array(typed.utf8.filter { (0x30...0x39).contains($0) })
        let present = step(of: second)
        // All of them are looked at, so that the time does not tell which it was.
        return [present - 1, present, present + 1].reduce(nil as Int64?) { found, step in
            let isRight = ConstantTime.areEqual(digits, Array(code(secret, step: step).utf8))
            return isRight ? step : found
        }
    }

    /// A secret as apps take it (RFC 4648, base 32).
    static func text(_ secret: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
        var letters: [UInt8] = []
        var (bits, count) = (UInt32(0), 0)
        for byte in secret {
            bits = bits << 8 | UInt32(byte)
            count += 8
            while count >= 5 {
                count -= 5
                letters.append(alphabet[Int(bits >> UInt32(count) & 31)])
            }
        }
        return String(decoding: letters, as: UTF8.self)
    }
}
