/// What goes wrong on a laptop.
enum Accident: Hashable, Sendable {
    /// Its program ends, and starts anew.
    case restart
    /// Its program will be killed soon, in the middle of what it does.
    case crash
    /// Its disk is restored from a backup.
    case rewinding
    /// It is copied to another machine.
    case duplication
    /// Its connection breaks.
    case cut
    /// It goes offline, or comes online.
    case connection
    /// All letters that are under way are lost.
    case silence
    /// A row of its database is damaged.
    case harm
    /// Its owner lets the doctor look.
    case examination
    /// It says what is not true.
    case forgery
    /// It drops what deleted records held.
    case burial
    /// A day passes in which nobody says anything.
    case day
    /// So many days pass that it lapses.
    case months
    /// A newer version of its program is installed.
    case upgrade
    /// Something goes wrong in the office instead.
    case ofOffice
}

/// What goes wrong in the office.
enum OfficeAccident: Hashable, Sendable {
    /// A backup of its database is taken.
    case backup
    /// Its database is restored from one.
    case restoring
    /// A recovery is ended, whoever is missing.
    case release
    /// A replica is folded, whether or not it ended.
    case closing
    /// What is being written is written, or is not.
    case transaction
    /// Backups hold a part of its log, and some of that is dropped.
    case compaction
    /// An owner says what a device may do.
    case role
}
