import Money

extension ContentCheck {
    /// Checks every line.
    mutating func checkLines(_ lines: [Line]) {
        if lines.isEmpty { refuse("lines", "at least one line") }
        if lines.count > InvoiceBounds.linesMax {
            return refuse("lines", "at most \(InvoiceBounds.linesMax) lines")
        }
        for (index, line) in lines.enumerated() {
            checkNumbers(line, at: index)
            checkTexts(line, at: index)
            tax.check(line.tax, at: "lines[\(index)]")
            if line.discount != nil || !line.allowances.isEmpty || !line.charges.isEmpty {
                checkParts(line, at: "lines[\(index)]")
            }
        }
    }

    private mutating func checkNumbers(_ line: Line, at index: Int) {
        checkNumber(line.quantity, at: "lines[\(index)].quantity")
        checkNumber(line.unitPrice, at: "lines[\(index)].unitPrice")
        if line.baseQuantity.coefficient != 1 || line.baseQuantity.scale != 0 {
            let path = "lines[\(index)].baseQuantity"
            checkNumber(line.baseQuantity, at: path)
            if line.baseQuantity.isZero { refuse(path, "a number above 0") }
        }
    }

    private mutating func checkNumber(_ number: Decimal, at path: @autoclosure () -> String) {
        if number.scale > InvoiceBounds.decimalsMax {
            refuse(path(), "at most \(InvoiceBounds.decimalsMax) decimals")
        } else if number.isNegative {
            refuse(path(), "a number of 0 or more: what is returned goes into a credit note")
        } else if number.coefficient
            >= PowerOfTen.word(InvoiceBounds.wholeDigitsMax + number.scale)
        {
            refuse(path(), "at most \(InvoiceBounds.wholeDigitsMax) digits before the point")
        }
    }

    private mutating func checkTexts(_ line: Line, at index: Int) {
        checkLength(
            line.description, InvoiceBounds.descriptionLengthMax,
            at: "lines[\(index)].description")
        let unit = line.unit.utf8
        let isCode = unit.allSatisfy {
            (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
        }
        if unit.isEmpty || unit.count > InvoiceBounds.unitLengthMax || !isCode {
            refuse("lines[\(index)].unit", "a code of UN/ECE recommendation 20, such as \"HUR\"")
        }
        if line.tax.exemption != nil {
            checkExemption(line.tax.exemption, at: "lines[\(index)]")
        }
    }

    private mutating func checkParts(_ line: Line, at path: String) {
        if let discount = line.discount { checkTakenOff(discount, at: path, prefix: "discount") }
        checkCount(line.allowances.count, at: "\(path).allowances")
        checkCount(line.charges.count, at: "\(path).charges")
        for (index, part) in line.allowances.enumerated() {
            checkAdjustment(part, at: "\(path).allowances[\(index)]", isTakenOff: true)
        }
        for (index, part) in line.charges.enumerated() {
            checkAdjustment(part, at: "\(path).charges[\(index)]", isTakenOff: false)
        }
    }
}
