// The rules of the north and the west, by country code. Each follows the description that the
// country's tax office or the Commission's VIES publishes.
extension VATNumber {
    var isBelgian: Bool {
        guard let digits = digits(10), digits[0] <= 1 else { return false }
        return digits[..<8].number > 0 && 97 - digits[..<8].number % 97 == digits[8...].number
    }

    var isGerman: Bool {
        guard let digits = digits(9), digits[0] != 0 else { return false }
        return digits.passesMod1110
    }

    var isDanish: Bool {
        guard let digits = digits(8), digits[0] != 0 else { return false }
        return digits.weighted([2, 7, 6, 5, 4, 3, 2, 1]) % 11 == 0
    }

    var isEstonian: Bool {
        guard let digits = digits(9) else { return false }
        return digits.weighted([3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 == 0
    }

    var isFinnish: Bool {
        guard let digits = digits(8) else { return false }
        return digits.weighted([7, 9, 10, 5, 8, 4, 2, 1]) % 11 == 0
    }

    var isFrench: Bool {
        let alphabet = Array("0123456789ABCDEFGHJKLMNPQRSTUVWXYZ".utf8)
        guard bytes.count == 11, let company = digits(in: 2..<11),
            let first = alphabet.firstIndex(of: bytes[0]),
            let second = alphabet.firstIndex(of: bytes[1])
        else { return false }
        // Numbers of Monaco begin with three zeros and are no SIREN.
        guard company[..<3].number == 0 || company.passesLuhn else { return false }
        if first < 10, second < 10 {
            return first * 10 + second == (company.number * 100 + 12) % 97
        }
        let key = first < 10 ? first * 24 + second - 10 : first * 34 + second - 100
        return (company.number + 1 + key / 11) % 11 == key % 11
    }

    /// Numbers since 2010 may leave another remainder.
    var isBritish: Bool {
        guard let digits = digits(9, 12) else { return false }
        let sum = digits.weighted([8, 7, 6, 5, 4, 3, 2, 10, 1]) % 97
        return digits[..<3].number >= 100 ? [0, 42, 55].contains(sum) : sum == 0
    }

    var isIrish: Bool {
        let alphabet = Array("WABCDEFGHIJKLMNOPQRSTUV".utf8)
        guard (8...9).contains(bytes.count), let middle = digits(in: 2..<7),
            let first = digits(in: 0..<1)
        else { return false }
        let letters = bytes[7...].map { alphabet.firstIndex(of: $0) }
        guard let check = letters[0] else { return false }
        if let second = digits(in: 1..<2) {
            guard let extra = letters.count == 2 ? letters[1] : 0 else { return false }
            let sum = (first + second + middle).weighted([8, 7, 6, 5, 4, 3, 2]) + 9 * extra
            return sum % 23 == check
        }
        // Until 2013 the second character was a letter or a sign, and the first counted last.
        let isOld = bytes[1].isCapital || Array("+*".utf8).contains(bytes[1])
        guard isOld, letters.count == 1 else { return false }
        return (middle + first).weighted([7, 6, 5, 4, 3, 2]) % 23 == check
    }

    var isLithuanian: Bool {
        guard let digits = digits(9, 12), digits[digits.count - 2] == 1 else { return false }
        let body = digits.dropLast()
        var check = body.weighted((0...).lazy.map { 1 + $0 % 9 }) % 11
        if check == 10 { check = body.weighted((0...).lazy.map { 1 + ($0 + 2) % 9 }) % 11 }
        return check % 10 == digits[digits.count - 1]
    }

    var isLuxembourgish: Bool {
        guard let digits = digits(8) else { return false }
        return digits[..<6].number % 89 == digits[6...].number
    }

    /// Companies begin with 4 or more; persons have their birth date or 32 in front.
    var isLatvian: Bool {
        guard let digits = digits(11) else { return false }
        if digits[0] > 3 {
            return digits.weighted([9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1]) % 11 == 3
        }
        if digits[..<2].number != 32 {
            let year = 1800 + digits[6] * 100 + digits[4..<6].number
            guard Self.isDate(year, digits[2..<4].number, digits[..<2].number) else { return false }
        }
        let sum = 1 + digits.weighted([10, 5, 8, 4, 2, 1, 6, 3, 7, 9])
        return sum % 11 % 10 == digits[10]
    }

    /// Companies and their units pass the elevens' test; sole traders, since 2020, modulo 97.
    var isDutch: Bool {
        guard bytes.count == 12, bytes[9] == UInt8(ascii: "B"),
            let first = digits(in: 0..<9), let last = digits(in: 10..<12),
            first.number > 0, last.number > 0
        else { return false }
        if first.weighted([9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 == 0 { return true }
        // N, L and B stand for 23, 21 and 11.
        let all = [2, 3, 2, 1] + first + [1, 1] + last
        return all.reduce(0) { ($0 * 10 + $1) % 97 } == 1
    }

    var isSwedish: Bool {
        guard let digits = digits(12), digits[10...].number == 1 else { return false }
        return digits[..<10].passesLuhn
    }

    static func isDate(_ year: Int, _ month: Int, _ day: Int) -> Bool {
        (try? CivilDate(year: year, month: month, day: day)) != nil
    }
}
