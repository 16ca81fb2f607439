internal import CPostgreSQL

/// Where the database is and how a session with it behaves. Never prints the password.
package struct ConnectionSettings: Sendable {
    /// How long to try to connect; libpq rounds one second up to two.
    package var connectSecondsMax = 10
    /// What the server shows in its list of sessions.
    package var applicationName = "counterfoil"
    /// How long a statement may run; nil for as long as it takes.
    package var statementMillisecondsMax: Int? = 60_000
    /// How long a statement may wait for a lock; nil for as long as it takes.
    package var lockMillisecondsMax: Int?
    /// How many prepared statements a connection keeps.
    package var preparedStatementsMax = 128

    /// Whether every run of a prepared statement is planned for its values and for the tables as
    /// they are: for tables that are empty at one moment and full at the next.
    package var isPlannedEachTime = false

    private let conninfo: String
    private let visible: [String: String]

    /// Takes a conninfo string or a URL.
    package init(conninfo: String) throws(PostgreSQLError) {
        guard let options = PQconninfoParse(conninfo, nil) else { throw .malformedSettings }
        defer { PQconninfoFree(options) }
        var visible: [String: String] = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            let name = String(cString: keyword)
            if ["host", "port", "dbname", "user"].contains(name), let value = option.pointee.val {
                visible[name] = String(cString: value)
            }
            option += 1
        }
        self.conninfo = conninfo
        self.visible = visible
    }

    /// A database of a server that listens on a socket in a directory.
    init(socketDirectory: String, database: String, user: String) throws(PostgreSQLError) {
        let parts = [("host", socketDirectory), ("dbname", database), ("user", user)]
        let conninfo = parts.map { "\($0)=\(Self.escaped($1))" }.joined(separator: " ")
        try self.init(conninfo: conninfo)
    }

    /// The name of the database, where the settings name one.
    package var database: String? { visible["dbname"] }

    /// Whether a text with settings holds a password.
    package static func holdsPassword(_ conninfo: String) -> Bool {
        pairs(of: conninfo)["password"]?.isEmpty == false
    }

    /// The same server and person, but another database.
    package func database(named name: String) throws(PostgreSQLError) -> ConnectionSettings {
        try with("dbname", name)
    }

    /// The same database as another role.
    package func user(named name: String) throws(PostgreSQLError) -> ConnectionSettings {
        try with("user", name)
    }

    private func with(_ key: String, _ value: String) throws(PostgreSQLError) -> Self {
        var pairs = Self.pairs(of: conninfo)
        pairs[key] = value
        let text = pairs.sorted { $0.key < $1.key }.map { "\($0)=\(Self.escaped($1))" }
        var settings = try ConnectionSettings(conninfo: text.joined(separator: " "))
        settings.connectSecondsMax = connectSecondsMax
        settings.applicationName = applicationName
        settings.statementMillisecondsMax = statementMillisecondsMax
        settings.lockMillisecondsMax = lockMillisecondsMax
        settings.preparedStatementsMax = preparedStatementsMax
        settings.isPlannedEachTime = isPlannedEachTime
        return settings
    }

    /// What libpq is told: defaults first, what the person wrote after them, since the last wins.
    var parameters: [(keyword: String, value: String)] {
        [
            ("connect_timeout", String(connectSecondsMax)),
            ("application_name", applicationName),
            ("keepalives", "1"), ("keepalives_idle", "30"), ("keepalives_interval", "10"),
            ("keepalives_count", "3"), ("tcp_user_timeout", "60000"),
            ("dbname", conninfo), ("client_encoding", "UTF8"),
        ]
    }

    private static func pairs(of conninfo: String) -> [String: String] {
        guard let options = PQconninfoParse(conninfo, nil) else { return [:] }
        defer { PQconninfoFree(options) }
        var pairs: [String: String] = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val {
                pairs[String(cString: keyword)] = String(cString: value)
            }
            option += 1
        }
        return pairs
    }

    private static func escaped(_ value: String) -> String {
        var text = "'"
        for character in value.unicodeScalars {
            if character == "'" || character == "\\" { text += "\\" }
            text.unicodeScalars.append(character)
        }
        return text + "'"
    }
}

extension ConnectionSettings: CustomStringConvertible, CustomReflectable {
    /// Host, port, database and user: what may be logged.
    package var description: String {
        visible.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }.joined(separator: " ")
    }

    /// Nothing more than the description, so that no dump shows the password.
    package var customMirror: Mirror { Mirror(self, children: ["settings": description]) }
}
