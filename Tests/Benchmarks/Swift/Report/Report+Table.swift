import CommandLine

extension Report {
    /// Says everything to a person.
    func tell(_ console: Console) {
        if !speeds.isEmpty {
            console.show(machineTable)
            console.say()
        }
        console.show(table)
        for (family, _) in measured {
            console.say()
            console.say("\(family.name, .bold): \(family.fairness)")
        }
    }

    private var machineTable: Table {
        var table = Table(
            [.text("this machine", isFixed: true)]
                + speeds.indices.map { .number($0 == 0 ? "before" : "after") }
                + [.text("", isFixed: true)])
        for measure in MachineSpeed.measures {
            table.add(
                [Phrase(measure.name)] + speeds.map { Phrase(readable($0[keyPath: measure.path])) }
                    + [Phrase(measure.unit)])
        }
        return table
    }

    private var table: Table {
        var table = Table([
            .text("what"), .text("beside"), .number("ours"), .number("theirs"),
            .text("", isFixed: true), .number("ratio"), .number("least–most"), .number("CPU"),
            .number("goal"), .text("", isFixed: true),
        ])
        for measurement in measured.flatMap(\.measurements) { table.add(measurement.cells) }
        return table
    }
}

extension Measurement {
    fileprivate var cells: [Phrase] {
        [
            Phrase(name), Phrase(model), Phrase(readable(ours.median)),
            Phrase(readable(theirs.median)), Phrase(unit.name),
            Phrase(hundredths(ratio.median), .bold),
            "\(hundredths(ratio.min))–\(hundredths(ratio.max))",
            Phrase(hundredths(processorRatio.median)), Phrase(goal.text),
            isMet ? Phrase("met", .green) : Phrase("MISSED", .red),
        ]
    }
}

extension Goal {
    fileprivate var text: String {
        switch self {
        case .atLeast(let limit): "≥ \(hundredths(limit))"
        case .atMost(let limit): "≤ \(hundredths(limit))"
        case .oursAtLeast(let limit): "≥ \(Int(limit))"
        case .oursAtMost(let limit): "≤ \(Int(limit)) each"
        case .reaches(let limit): "≥ \(Int(limit))"
        case .within(let limit): "≤ \(Int(limit))"
        case .bytesAtMost(let limit): "≤ \(Int(limit))"
        }
    }
}

/// A number with two digits behind the point.
private func hundredths(_ number: Double) -> String {
    guard number.isFinite, number < 1e6 else { return "\(number)" }
    let hundredths = Int((number * 100).rounded())
    return "\(hundredths / 100).\(hundredths / 10 % 10)\(hundredths % 10)"
}

/// A number as a person reads it: in groups when it is large, with a digit behind the point when
/// it is small.
private func readable(_ number: Double) -> String {
    guard number.isFinite, number < 1e15 else { return "\(number)" }
    guard number >= 100 else { return "\((number * 10).rounded() / 10)" }
    let digits = Array(String(Int(number.rounded())))
    return digits.indices.reduce(into: "") { text, index in
        if index > 0, (digits.count - index) % 3 == 0 { text += "," }
        text.append(digits[index])
    }
}
