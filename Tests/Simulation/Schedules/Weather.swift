/// How often things happen in a run.
package enum Weather: Hashable, Sendable {
    /// People work, and now and then something goes wrong, whatever it may be.
    case usual
    /// Machines are cloned and the office restored again and again, so that what needs several of
    /// that at once comes together.
    case stormy
}

/// How often each of several things happens, beside the others.
typealias Frequencies<Thing> = KeyValuePairs<Thing, Int>

extension Weather {
    /// Who acts.
    var actors: Frequencies<Action.Kind> {
        switch self {
        case .usual: [.network: 52, .person: 36, .fault: 12]
        case .stormy: [.network: 52, .person: 28, .fault: 20]
        }
    }

    /// What goes wrong on a laptop.
    var accidents: Frequencies<Accident> {
        switch self {
        case .usual:
            [
                .restart: 2, .crash: 2, .rewinding: 2, .duplication: 1, .cut: 1, .connection: 2,
                .silence: 1, .harm: 1, .examination: 1, .forgery: 1, .burial: 1, .day: 1,
                .months: 1, .upgrade: 1, .ofOffice: 12,
            ]
        case .stormy:
            [
                .restart: 2, .crash: 2, .rewinding: 2, .duplication: 3, .cut: 1, .connection: 2,
                .silence: 1, .harm: 1, .examination: 1, .burial: 1, .day: 1, .upgrade: 1,
                .ofOffice: 12,
            ]
        }
    }

    /// What goes wrong in the office.
    var accidentsOfOffice: Frequencies<OfficeAccident> {
        switch self {
        case .usual:
            [
                .backup: 3, .restoring: 2, .release: 2, .closing: 1, .transaction: 2,
                .compaction: 1, .role: 1,
            ]
        case .stormy:
            [
                .backup: 3, .restoring: 3, .release: 2, .transaction: 2, .compaction: 1, .role: 1,
            ]
        }
    }

    /// How many of the copies of a machine are taken while it runs.
    var clonesPercent: Int { self == .usual ? 50 : 85 }

    /// How often the office is restored at most.
    var restoresMax: Int { self == .usual ? 3 : 6 }
}
