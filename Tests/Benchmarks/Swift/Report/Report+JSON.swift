import JSON

extension Report {
    /// Everything for a program.
    var json: JSONValue {
        [
            "machine": .array(speeds.map(\.json)),
            "measurements": .array(
                measured.flatMap { family, measurements in
                    measurements.map { $0.json(of: family) }
                }),
            "failures": .array(failures.map(JSONValue.string)),
        ]
    }
}

extension MachineSpeed {
    fileprivate var json: JSONValue {
        .object(
            Dictionary(
                uniqueKeysWithValues: Self.measures.map { ($0.key, json($0)) }))
    }

    private func json(_ measure: Measure) -> JSONValue {
        .measurement(self[keyPath: measure.path])
    }
}

extension Measurement {
    fileprivate func json(of family: Family) -> JSONValue {
        [
            "family": .string(family.name), "name": .string(name), "beside": .string(model),
            "unit": .string(unit.name), "ours": ours.json, "theirs": theirs.json,
            "ratio": ratio.json, "processor_ratio": processorRatio.json,
            "ours_by_processor": oursByProcessor.json, "goal": goal.json,
            "is_met": .bool(isMet),
        ]
    }
}

extension Spread {
    fileprivate var json: JSONValue {
        ["median": .measurement(median), "min": .measurement(min), "max": .measurement(max)]
    }
}

extension Goal {
    fileprivate var json: JSONValue {
        switch self {
        case .atLeast(let limit): ["at_least": .measurement(limit)]
        case .atMost(let limit): ["at_most": .measurement(limit)]
        case .oursAtLeast(let limit): ["ours_at_least": .measurement(limit)]
        case .oursAtMost(let limit): ["ours_at_most": .measurement(limit)]
        case .reaches(let limit): ["reaches": .measurement(limit)]
        case .within(let limit): ["within": .measurement(limit)]
        case .bytesAtMost(let limit): ["bytes_at_most": .measurement(limit)]
        }
    }
}
