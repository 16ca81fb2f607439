// The rules of the middle, the south and the east, by country code.
extension VATNumber {
    var isAustrian: Bool {
        guard bytes.count == 9, bytes[0] == UInt8(ascii: "U"), let digits = digits(in: 1..<9)
        else { return false }
        // Luhn's sum, shifted by four.
        let sum = digits.dropLast().enumerated().reduce(4) { sum, entry in
            let doubled = entry.offset % 2 == 1 ? entry.element * 2 : entry.element
            return sum + (doubled > 9 ? doubled - 9 : doubled)
        }
        return (10 - sum % 10) % 10 == digits[7]
    }

    /// Nine digits are a company's; ten a citizen's, a foreigner's or another's.
    var isBulgarian: Bool {
        if let digits = digits(9) {
            var check = digits[..<8].weighted(1...8) % 11
            if check == 10 { check = digits[..<8].weighted(3...10) % 11 }
            return check % 10 == digits[8]
        }
        guard let digits = digits(10) else { return false }
        let other = 11 - digits.weighted([4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11
        return isBulgarianCitizen(digits)
            || digits.weighted([21, 19, 17, 13, 11, 9, 7, 3, 1]) % 10 == digits[9]
            || other % 11 == digits[9]
    }

    private func isBulgarianCitizen(_ digits: [Int]) -> Bool {
        let month = digits[2..<4].number
        let (century, shift) = month > 40 ? (2000, 40) : month > 20 ? (1800, 20) : (1900, 0)
        let check = digits.weighted([2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11 % 10
        return check == digits[9]
            && Self.isDate(century + digits[..<2].number, month - shift, digits[4..<6].number)
    }

    var isCypriot: Bool {
        guard bytes.count == 9, bytes[8].isCapital, let digits = digits(in: 0..<8),
            digits[..<2].number != 12
        else { return false }
        let odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21]
        let sum = digits.enumerated().reduce(0) { sum, entry in
            sum + (entry.offset % 2 == 0 ? odd[entry.element] : entry.element)
        }
        return Int(bytes[8] - UInt8(ascii: "A")) == sum % 26
    }

    var isCzech: Bool {
        if let digits = digits(8) {
            let check = (11 - digits[..<7].weighted([8, 7, 6, 5, 4, 3, 2]) % 11) % 11
            return digits[0] != 9 && (check == 0 ? 1 : check % 10) == digits[7]
        }
        if let digits = digits(9), digits[0] == 6 {
            let sum = digits[1..<8].weighted([8, 7, 6, 5, 4, 3, 2]) % 11
            return (18 - (10 - sum + 11) % 11) % 10 == digits[8]
        }
        return isBirthNumber
    }

    /// What Czechs and Slovaks are numbered by: their birth date, and since 1954 a check digit.
    var isBirthNumber: Bool {
        guard let digits = digits(9, 10) else { return false }
        var year = 1900 + digits[..<2].number
        if digits.count == 9 {
            if year >= 1980 { year -= 100 }
            guard year <= 1953 else { return false }
        } else {
            if year < 1954 { year += 100 }
            guard digits[..<9].number % 11 % 10 == digits[9] else { return false }
        }
        // Women have 50 added to the month, and full days 20 more.
        return Self.isDate(year, digits[2..<4].number % 50 % 20, digits[4..<6].number)
    }

    var isGreek: Bool {
        guard let digits = digits(9) else { return false }
        return digits.weighted([256, 128, 64, 32, 16, 8, 4, 2]) % 11 % 10 == digits[8]
    }

    var isSpanish: Bool {
        guard bytes.count == 9, let middle = digits(in: 1..<8) else { return false }
        let letters = Array("TRWAGMYFPDXBNJZSQVHLCKE".utf8)
        if let first = digits(in: 0..<1) {
            return letters[(first + middle).number % 23] == bytes[8]
        }
        if let index = Array("XYZ".utf8).firstIndex(of: bytes[0]) {
            return letters[([index] + middle).number % 23] == bytes[8]
        }
        if Array("KLM".utf8).contains(bytes[0]) { return letters[middle.number % 23] == bytes[8] }
        guard Array("ABCDEFGHJNPQRSUVW".utf8).contains(bytes[0]),
            let check = (0...9).first(where: { (middle + [$0]).passesLuhn })
        else { return false }
        return bytes[8] == UInt8(ascii: "0") + UInt8(check)
            || bytes[8] == Array("JABCDEFGHI".utf8)[check]
    }

    var isCroatian: Bool { digits(11)?.passesMod1110 ?? false }

    var isHungarian: Bool {
        guard let digits = digits(8) else { return false }
        return digits.weighted([9, 7, 3, 1, 9, 7, 3, 1]) % 10 == 0
    }

    var isItalian: Bool {
        guard let digits = digits(11), digits[..<7].number > 0 else { return false }
        let province = digits[7..<10].number
        let isProvince = (1...100).contains(province) || [120, 121, 888, 999].contains(province)
        return isProvince && digits.passesLuhn
    }

    var isMaltese: Bool {
        guard let digits = digits(8), digits[0] != 0 else { return false }
        return digits.weighted([3, 4, 6, 7, 8, 9, 10, 1]) % 37 == 0
    }

    var isPolish: Bool {
        guard let digits = digits(10) else { return false }
        return digits.weighted([6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 == digits[9]
    }

    var isPortuguese: Bool {
        guard let digits = digits(9), digits[0] != 0 else { return false }
        let sum = digits.weighted([9, 8, 7, 6, 5, 4, 3, 2]) % 11
        return (11 - sum) % 11 % 10 == digits[8]
    }

    var isRomanian: Bool {
        guard let digits = digits(2, 3, 4, 5, 6, 7, 8, 9, 10), digits[0] != 0 else { return false }
        let padded = [Int](repeating: 0, count: 10 - digits.count) + digits
        return padded.weighted([7, 5, 3, 2, 1, 7, 5, 3, 2]) * 10 % 11 % 10 == padded[9]
    }

    var isSlovenian: Bool {
        guard let digits = digits(8), digits[0] != 0 else { return false }
        let check = 11 - digits.weighted([8, 7, 6, 5, 4, 3, 2]) % 11
        return (check == 10 ? 0 : check) == digits[7]
    }

    var isSlovak: Bool {
        guard let digits = digits(10) else { return false }
        if isBirthNumber { return true }
        return digits[0] != 0 && [2, 3, 4, 7, 8, 9].contains(digits[2]) && digits.number % 11 == 0
    }
}
