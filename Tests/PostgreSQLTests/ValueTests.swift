import PostgreSQL
import TestPostgreSQL
import Testing

struct ValueTests {
    @Test func `every kind of value comes back as it was sent`() async throws {
        let uuid = UUIDValue(high: 0x0011_2233_4455_6677, low: 0x8899_aabb_ccdd_eeff)
        try await TestDatabase.withConnection { connection async throws in
            #expect(try await connection.value("select \(true)") as Bool)
            #expect(try await connection.value("select \(Int16.min)") == Int16.min)
            #expect(try await connection.value("select \(Int32.max)") == Int32.max)
            #expect(try await connection.value("select \(Int64.min)") == Int64.min)
            #expect(
                try await connection.value("select \("Käse 'x' \u{1F9C0}")") == "Käse 'x' \u{1F9C0}"
            )
            #expect(try await connection.value("select \("")") == "")
            #expect(try await connection.value("select \([UInt8]())") == [UInt8]())
            #expect(
                try await connection.value("select \([0, 255, 92] as [UInt8])") == [0, 255, 92]
                    as [UInt8])
            #expect(try await connection.value("select \(uuid)") == uuid)
            #expect(try await connection.value("select \(-1.5)") == -1.5)
        }
        #expect("\(uuid)" == "00112233-4455-6677-8899-aabbccddeeff")
    }

    @Test func `the server reads moments, days, JSON and ids as SQL spells them`() async throws {
        let moment = Timestamp(microseconds: 1_700_000_000_123_456)
        let uuid = UUIDValue(high: 0x0011_2233_4455_6677, low: 0x8899_aabb_ccdd_eeff)
        try await TestDatabase.withConnection { connection async throws in
            let isSame: Bool = try await connection.value(
                """
                select \(moment) = '2023-11-14 22:13:20.123456+00'
                    and \(DayNumber(days: -1)) = date '1969-12-31'
                    and \(JSONText(#"{"a": [1, null]}"#)) -> 'a' -> 0 = '1'
                    and \(uuid)::text = '00112233-4455-6677-8899-aabbccddeeff'
                """)
            #expect(isSame)
            #expect(try await connection.value("select \(moment)") == moment)
            #expect(
                try await connection.value("select date '2024-02-29'") == DayNumber(days: 19_782))
            let json: JSONText = try await connection.value(#"select '{"b":1}'::jsonb"#)
            #expect(json.text == #"{"b": 1}"#)
        }
    }

    @Test func `texts that come one by one are the array of them`() async throws {
        try await TestDatabase.withConnection { connection async throws in
            for texts in [[], ["a"], ["", nil, "Käse", nil], [nil]] as [[String?]] {
                let array = texts.reduce(into: TextArray()) { $0.append($1) }
                let isSame: Bool = try await connection.value("select \(array) = \(texts)")
                #expect(isSame)
            }
        }
    }

    @Test(arguments: [
        "0", "0.00", "1", "-1", "0.0001", "-0.00001", "9999", "10000", "12345678.9", "100000000",
        "-99999999999999999999.123456789", "0.10", "1000000000000",
    ])
    func `an exact decimal keeps every digit`(text: String) async throws {
        let numeric = try #require(Numeric(text))
        try await TestDatabase.withConnection { connection async throws in
            #expect(try await connection.value("select \(numeric)::text") == text)
            let back: Numeric = try await connection.value("select \(text)::numeric")
            #expect(back.text == text)
        }
    }

    @Test(arguments: ["", "-", ".", "1.", ".5", "1e5", "NaN", "--1", "1.2.3", " 1", "+1"])
    func `what is no plain decimal is none`(text: String) {
        #expect(Numeric(text) == nil)
    }

    @Test func `arrays come back with their NULLs, empty ones stay empty`() async throws {
        let uuid = UUIDValue(high: 1, low: 2)
        try await TestDatabase.withConnection { connection async throws in
            #expect(
                try await connection.value("select \([1, nil, 3] as [Int64?])") == [1, nil, 3]
                    as [Int64?])
            #expect(
                try await connection.value("select \(["", nil] as [String?])") == ["", nil]
                    as [String?])
            #expect(try await connection.value("select \([true, false])") == [true, false])
            #expect(try await connection.value("select \([uuid, uuid])") == [uuid, uuid])
            let bytes: [[UInt8]] = [[], [0, 1], [255]]
            #expect(try await connection.value("select \(bytes)") == bytes)
            #expect(try await connection.value("select \([Int64]())") == [Int64]())
            let count: Int = try await connection.value("select cardinality(\([String]()))")
            #expect(count == 0)
        }
    }

    @Test func `unnest turns arrays into rows side by side`() async throws {
        try await TestDatabase.withConnection { connection async throws in
            let rows = try await connection.rows(
                """
                select id, name from unnest(\([1, 2, 3]), \(["a", nil, "c"] as [String?]))
                as t(id, name) order by id
                """
            ) { row throws(PostgreSQLError) in
                let name: String? = try row.read("name")
                return "\(try row.read("id", as: Int.self))\(name ?? "-")"
            }
            #expect(rows == ["1a", "2-", "3c"])
        }
    }

    @Test func `an unexpected NULL, type, range or column is named`() async throws {
        try await TestDatabase.withConnection { connection async throws in
            let null = await #expect(throws: PostgreSQLError.self) {
                try await connection.value("select null::int8 as amount", as: Int64.self)
            }
            #expect(null?.description.contains("amount holds NULL") == true)
            let type = await #expect(throws: PostgreSQLError.self) {
                try await connection.value("select 'x'::text as amount", as: Int64.self)
            }
            #expect(type?.description.contains("amount holds text") == true)
            await #expect(throws: PostgreSQLError.self) {
                try await connection.value("select 'infinity'::timestamptz", as: Timestamp.self)
            }
            await #expect(throws: PostgreSQLError.self) {
                try await connection.value("select 'NaN'::numeric", as: Numeric.self)
            }
            await #expect(throws: PostgreSQLError.self) {
                try await connection.first("select 1 as a") { row throws(PostgreSQLError) in
                    try row.read("b", as: Int.self)
                }
            }
            await #expect(throws: PostgreSQLError.self) {
                try await connection.value("select array[1, null]", as: [Int].self)
            }
            await #expect(throws: PostgreSQLError.self) {
                try await connection.value("select array[[1, 2], [3, 4]]", as: [Int].self)
            }
        }
    }

    @Test func `a value never becomes SQL, and a name stays a name`() async throws {
        try await TestDatabase.withConnection { connection async throws in
            let table = "odd \" name; drop table x"
            try await connection.execute("create table \(name: table) (v text)")
            let attack = "'); drop table x; --"
            try await connection.execute("insert into \(name: table) values (\(attack))")
            #expect(try await connection.value("select v from \(name: table)") == attack)
        }
    }
}
