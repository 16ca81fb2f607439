extension Connection {
    /// Which program the file belongs to, as the file itself says.
    package func applicationID() throws(SQLiteError) -> Int32 {
        try scalar("PRAGMA application_id") ?? 0
    }

    /// Says in the file which program it belongs to.
    package func setApplicationID(_ id: Int32) throws(SQLiteError) {
        try run(script: "PRAGMA application_id = \(id)")
    }

    /// The number that the program keeps in the file's head.
    package func userVersion() throws(SQLiteError) -> Int32 {
        try scalar("PRAGMA user_version") ?? 0
    }

    /// Keeps a number in the file's head.
    package func setUserVersion(_ version: Int32) throws(SQLiteError) {
        try run(script: "PRAGMA user_version = \(version)")
    }
}
