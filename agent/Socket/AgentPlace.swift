import Glibc
package import Machine

/// Where a user's agent keeps its files, and where it is spoken to.
///
/// With `COUNTERFOIL_HOME` everything is in that one directory; without it, in the directories that
/// the XDG specification names.
package struct AgentPlace: Hashable, Sendable {
    /// The longest path that a socket's address can hold, with the zero behind it.
    private static let socketPathBytesMax = 107

    /// The books, the laptop's key and the lock.
    package let data: String
    /// The log of an agent that was started by a command.
    package let logFile: String
    /// The marks of the number series; not among the data, so that whoever restores an old copy of
    /// those finds the newer marks.
    package let markFile: String
    /// Those of the books that came after the first, each in a file of its own.
    package let markFolder: String
    /// The configuration file, if there is one.
    package let configFile: String
    /// The socket.
    package let socket: String

    /// Finds the place of a user.
    package init(environment: [String: String]) throws(MachineError) {
        if let home = environment["COUNTERFOIL_HOME"], !home.isEmpty {
            // Going on with the usual directories would write into another book than was meant.
            guard home.hasPrefix("/") else {
                throw .failed(
                    doing: "use as COUNTERFOIL_HOME, which must be an absolute path,", on: home,
                    code: EINVAL)
            }
            data = home
            logFile = home + "/agent.log"
            markFile = home + "/series.marks"
            markFolder = home + "/marks"
            configFile = home + "/agent.conf"
            socket = Self.socket(in: home)
        } else {
            let directories = try Directories(program: "counterfoil", environment: environment)
            data = directories.data
            logFile = directories.state + "/agent.log"
            markFile = directories.state + "/series.marks"
            markFolder = directories.state + "/marks"
            configFile = directories.config + "/agent.conf"
            socket = Self.socket(in: directories.runtime)
        }
    }

    /// The database of the first book.
    package var book: String { data + "/book.sqlite" }
    /// The databases of all other books.
    package var bookFolder: String { data + "/books" }
    /// Says which book is meant where none is named.
    package var choiceFile: String { data + "/book.chosen" }
    /// Says that the agent was stopped by its owner and is not to be started by a command.
    package var holdFile: String { data + "/agent.held" }

    /// Makes the directories that do not exist yet; nobody else may enter them.
    package func create() throws(MachineError) {
        for path in [data, Self.parent(of: logFile), Self.parent(of: socket)] {
            try Directories.create(path)
        }
    }

    private static func parent(of path: String) -> String {
        String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    }

    /// A path that is too long for a socket gives way to a short one of the same user's.
    private static func socket(in directory: String) -> String {
        let path = directory + "/agent.sock"
        guard path.utf8.count > socketPathBytesMax else { return path }
        let digest = path.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) {
            ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3
        }
        return "\(P_tmpdir)/counterfoil-\(geteuid())-\(String(digest, radix: 36))/agent.sock"
    }
}
