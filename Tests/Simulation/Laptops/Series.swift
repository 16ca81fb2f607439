import Bytes

/// The number series in which a laptop issues, as its database knows it.
struct Series {
    let code: UInt64
    var highest: Int64

    static func number(_ code: UInt64, _ number: Int64) -> String { "\(code)-\(number)" }
}

/// What a laptop knows of its series outside of the database, which may be rewound or copied.
struct Mark {
    let machine: Int
    let code: UInt64
    var highest: Int64

    /// Whether the database may go on with a series: the mark is of this machine, and not ahead.
    func allows(_ series: Series, on machine: Int) -> Bool {
        self.machine == machine && code == series.code && highest <= series.highest
    }
}
