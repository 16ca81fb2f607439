extension BookLog {
    /// Harms what the log adds up to, as a faulty program would: for whoever has to prove that it
    /// is noticed.
    package mutating func damage(_ harm: (inout BookState, inout Set<RecordKey>) -> Void) {
        harm(&state, &unborn)
    }

    /// Writes an entry that no judge has seen, as a faulty program would.
    package mutating func forge(_ content: LogEntry.Content) {
        append(content)
        seal()
    }
}
