import Crypto
import Glibc
import Identity
import Machine
import PostgreSQL
import ServerStore
import Sync

/// A reception on a cluster of our own, with people who are signed in.
struct TokenWork: Sendable {
    private static let tokensCount = 2_000
    private static let checksCount = 10_000
    private static let password = "correct horse battery"

    private let reception: Reception
    private let pool: Pool
    private let processIDs: [Int32]
    private let tokens: [String]
    private let key: SigningKey
    private let person: PersonID
    private let time = Timestamp(microseconds: SystemClock().unixMicroseconds())

    /// Lends it to the body and removes the cluster afterwards.
    static func with<Value>(
        in scratch: Scratch, _ body: (TokenWork) async throws -> Value
    ) async throws -> Value {
        let cluster = try PrivateCluster(directory: scratch.path + "/identity")
        let settings = try await cluster.start()
        var options = PoolOptions()
        options.size = 1
        let pool = Pool(settings, options: options)
        let outcome: Result<Value, any Error>
        do {
            try await Migrator(Schema.migrations).migrate(settings)
            outcome = .success(try await body(try await TokenWork(pool)))
        } catch {
            outcome = .failure(error)
        }
        await pool.close()
        try await cluster.stop()
        await Scratch.remove(cluster.dataDirectory + "/..")
        return try outcome.get()
    }

    private init(_ pool: Pool) async throws {
        self.pool = pool
        key = try SigningKey()
        let server: Int32 = try await pool.withConnection { connection in
            try connection.value("SELECT pg_backend_pid()")
        }
        processIDs = [getpid(), server]
        var policy = ReceptionPolicy(address: "https://books.example.com")
        policy.accessSeconds = 86_400
        policy.limits.signInPerAddress = RateLimit("bench", 1_000_000, inSeconds: 1)
        policy.limits.signInPerAccount = RateLimit("bench", 1_000_000, inSeconds: 1)
        let hasher = PasswordHasher(cost: HashingCost(memoryBytes: 8_192, passes: 1))
        let line = try Keyring.newLine(id: "bench")
        reception = try await Reception.open(
            pool: pool, hasher: hasher, keeper: try SecretKeeper { try Keyring(parsing: line) },
            postbox: NoPostbox(), policy: policy)
        guard let email = EmailAddress("ann@example.com") else {
            throw BenchmarkFailure.refused("the address")
        }
        person = try await reception.add(
            email, named: "Ann", password: Self.password, at: time)
        let book = try await ServerStore(pool: pool).createBook(named: "Bakery", at: time)
        try await reception.seat(person, in: book, as: .member, at: time)
        var tokens: [String] = []
        for _ in 0..<Self.tokensCount {
            let pair = try await reception.signIn(
                Credentials(email: email.text, password: Self.password), from: "192.0.2.1",
                at: time)
            tokens.append(pair.access)
        }
        self.tokens = tokens
    }

    /// Checks tokens that were never seen, as a reception does that has just been opened.
    func checkFirst() async throws -> Run {
        let stopwatch = try Stopwatch()
        for token in tokens { _ = try await reception.claims(ofUnseen: token, at: time) }
        return try stopwatch.stop(count: tokens.count)
    }

    /// Verifies signatures over as many bytes.
    func verifyBare() async throws -> Run {
        let message = Array(tokens[0].utf8)
        let signature = key.signature(of: message)
        let stopwatch = try Stopwatch()
        var count = 0
        for _ in tokens where key.verifyingKey.accepts(signature, of: message) { count += 1 }
        return try stopwatch.stop(count: count)
    }

    /// Lets requests in.
    func checkWhole() async throws -> Run {
        let stopwatch = try Stopwatch(processIDs: processIDs)
        for index in 0..<Self.checksCount {
            _ = try await reception.admit(
                bearer: tokens[index % 64], to: nil, for: .read, at: time)
        }
        return try stopwatch.stop(count: Self.checksCount)
    }

    /// Reads a row as often.
    func selectBare() async throws -> Run {
        let stopwatch = try Stopwatch(processIDs: processIDs)
        for _ in 0..<Self.checksCount {
            _ = try await pool.withConnection { connection in
                try connection.execute("SELECT name FROM people WHERE person_id = \(person)")
            }
        }
        return try stopwatch.stop(count: Self.checksCount)
    }
}

/// Nobody is written to.
private struct NoPostbox: Postbox {
    func post(_ letter: Letter, in connection: isolated Connection, at time: Timestamp) {}
    func rehearse(_ letter: Letter, in connection: isolated Connection, at time: Timestamp) async {}
}
