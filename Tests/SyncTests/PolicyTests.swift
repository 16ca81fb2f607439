import Bytes
import Causality
import Sync
import Testing

struct PolicyTests {
    private var ann = Writer(1)
    private var ben = Writer(2)

    @Test(arguments: [Policy.ask, .appendOnly, .text, .life])
    mutating func `two values written apart ask a person`(policy: Policy) {
        #expect(register(at: 1, 2).isInConflict(policy))
    }

    @Test(arguments: [Policy.latest, .union, .first])
    mutating func `two values written apart ask nobody`(policy: Policy) {
        #expect(!register(at: 1, 2).isInConflict(policy))
    }

    @Test(
        arguments: [
            (Policy.ask, "ben"), (.latest, "ben"), (.text, "ben"), (.first, "ann"),
            (.appendOnly, "ann"),
        ])
    mutating func `the later value stands, but the first of what is written once`(
        policy: Policy, stands: String
    ) {
        #expect(register(at: 1, 2).standing(policy)?.value == .text(stands))
    }

    @Test mutating func `of two firsts with one stamp the lower dot stands, in any order`() {
        let (one, other) = (ann.write(.text("ann"), at: 5), ben.write(.text("ben"), at: 5))
        for changes in [[one, other], [other, one]] {
            #expect(Record.after(changes)[1].standing(.first)?.value == .text("ann"))
        }
    }

    private mutating func register(at one: UInt64, _ other: UInt64) -> Register {
        Record.after(ann.write(.text("ann"), at: one), ben.write(.text("ben"), at: other))[1]
    }
}
