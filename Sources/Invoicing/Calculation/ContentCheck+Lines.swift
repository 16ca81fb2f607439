import Money

extension ContentCheck {
    /// Checks every line.
    mutating func checkLines(_ lines: [Line]) {
        if lines.isEmpty { refuse("lines", "at least one line") }
        if lines.count > InvoiceBounds.linesMax {
            return refuse("lines", "at most \(InvoiceBounds.linesMax) lines")
        }
        // By index, because a line that is named is copied with all its texts.
        for index in lines.indices {
            checkNumber(lines[index].quantity, at: "lines[\(index)].quantity")
            checkNumber(lines[index].unitPrice, at: "lines[\(index)].unitPrice")
            checkBase(lines[index].baseQuantity, at: "lines[\(index)].baseQuantity")
            checkLength(
                lines[index].description, InvoiceBounds.descriptionLengthMax,
                at: "lines[\(index)].description")
            tax.check(lines[index].tax, at: "lines[\(index)]")
            if lines[index].tax.exemption != nil {
                checkExemption(lines[index].tax.exemption, at: "lines[\(index)]")
            }
            if lines[index].isAdjusted { checkParts(lines[index], at: "lines[\(index)]") }
        }
    }

    private mutating func checkBase(_ base: Decimal, at path: @autoclosure () -> String) {
        guard base.coefficient != 1 || base.scale != 0 else { return }
        checkNumber(base, at: path())
        if base.isZero { refuse(path(), "a number above 0") }
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
