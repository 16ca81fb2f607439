import Bytes

/// How a text came out of another one, told so that the other can be had back from it.
struct TextDifference: Hashable {
    /// A part that is the same in both, and what follows it: so many bytes of the new text stand
    /// in the place of these bytes of the old one.
    private struct Step: Hashable {
        let kept: Int
        let added: Int
        let removed: [UInt8]
    }

    private static let stepsMax = 100_000

    private let steps: [Step]

    init(from old: String, to new: String) {
        let (before, after) = (Tokens.words(Array(old.utf8)), Tokens.words(Array(new.utf8)))
        var (steps, kept, left, right) = ([Step](), 0, 0, 0)
        for pair in TokenMatch(before, after).pairs {
            if pair.left > left || pair.right > right {
                steps.append(
                    Step(
                        kept: kept, added: after[right..<pair.right].map(\.count).reduce(0, +),
                        removed: before[left..<pair.left].flatMap(\.self)))
                kept = 0
            }
            kept += before[pair.left].count
            (left, right) = (pair.left + 1, pair.right + 1)
        }
        if left < before.count || right < after.count {
            steps.append(
                Step(
                    kept: kept, added: after[right...].map(\.count).reduce(0, +),
                    removed: before[left...].flatMap(\.self)))
        }
        self.steps = steps
    }

    /// The old text, had back from the new one; `nil` if this is no difference of that.
    func old(of new: String) -> String? {
        var (rest, result) = (Array(new.utf8)[...], [UInt8]())
        for step in steps {
            guard step.kept >= 0, step.added >= 0, step.kept <= rest.count,
                step.added <= rest.count - step.kept
            else { return nil }
            result += rest.prefix(step.kept)
            result += step.removed
            rest = rest.dropFirst(step.kept + step.added)
        }
        return String(validating: result + rest, as: UTF8.self)
    }
}

extension TextDifference {
    var encoded: [UInt8] {
        var writer = ByteWriter()
        writer.count(steps.count)
        for step in steps {
            writer.varint(UInt64(step.kept))
            writer.varint(UInt64(step.added))
            writer.block(step.removed)
        }
        return writer.bytes
    }

    init(encoded: [UInt8]) throws(MalformedBytes) {
        var (reader, steps) = (ByteReader(encoded), [Step]())
        for _ in 0..<(try reader.count(max: Self.stepsMax)) {
            let (kept, added) = (try reader.varint(), try reader.varint())
            guard max(kept, added) <= UInt64(Value.Limits.bytesMax) else {
                throw reader.failure(.overLimit)
            }
            let removed = try reader.block(max: Value.Limits.bytesMax)
            steps.append(Step(kept: Int(kept), added: Int(added), removed: removed))
        }
        try reader.finish()
        self.steps = steps
    }
}
