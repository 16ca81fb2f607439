import SQLite
import Testing

private enum Colour: String, SQLiteConvertible { case red, blue }

struct ValueTests {
    let directory = TemporaryDirectory()

    private func mirrored<Value: SQLiteConvertible>(_ value: Value) throws -> Value? {
        let connection = try Connection.open(at: directory.file())
        return try connection.scalar("SELECT ?", value)
    }

    @Test(arguments: [Int64.min, -1, 0, 1, Int64.max])
    func `an integer comes back as it went`(value: Int64) throws {
        #expect(try mirrored(value) == value)
        #expect(try mirrored(Int(value)) == Int(value))
    }

    @Test(arguments: [
        "", "a", "zero\u{0}inside", "Zoë 💶 नमस्ते", String(repeating: "ß", count: 100_000),
    ])
    func `a text comes back as it went`(value: String) throws {
        #expect(try mirrored(value) == value)
    }

    @Test(arguments: [[], [0], [0, 255, 0], [UInt8](repeating: 7, count: 1_000_000)])
    func `a blob comes back as it went`(value: [UInt8]) throws {
        #expect(try mirrored(value) == value)
    }

    @Test func `truth, absence and named values come back as they went`() throws {
        #expect(try mirrored(true) == true)
        #expect(try mirrored(false) == false)
        #expect(try mirrored(Int32.min) == Int32.min)
        #expect(try mirrored(UInt32.max) == UInt32.max)
        #expect(try mirrored(Colour.blue) == .blue)
        #expect(try mirrored(String?.none) == .some(.none))
        #expect(try mirrored(String?.some("")) == .some(.some("")))
        #expect(try mirrored(SQLiteValue.null) == .null)
    }

    @Test func `a value of another kind is refused and its column named`() throws {
        let connection = try Connection.open(at: directory.file())
        func refusal<Value: SQLiteConvertible>(_ sql: String, _ type: Value.Type) -> String? {
            let error = #expect(throws: SQLiteError.self) {
                _ = try connection.scalar(sql, as: type)
            }
            guard case .mismatch(let column, let expected, let found, _) = error else { return nil }
            return "\(column): \(expected), \(found)"
        }
        #expect(refusal("SELECT 'x' AS due", Int64.self) == "due: Int64, text")
        #expect(refusal("SELECT NULL AS due", Int64.self) == "due: Int64, NULL")
        #expect(refusal("SELECT 1 AS due", String.self) == "due: String, an integer")
        #expect(refusal("SELECT 'x' AS due", [UInt8].self) == "due: Array<UInt8>, text")
        #expect(refusal("SELECT x'00' AS due", Bool?.self) == "due: Optional<Bool>, a blob")
        #expect(refusal("SELECT 2 AS due", Bool.self) == "due: Bool, an integer")
        #expect(refusal("SELECT 4294967296 AS due", UInt32.self) == "due: UInt32, an integer")
        #expect(refusal("SELECT 'green' AS due", Colour.self) == "due: Colour, text")
        #expect(refusal("SELECT 0.5 AS due", Int.self) == "due: Int, a floating-point number")
        #expect(
            refusal("SELECT CAST(x'ff' AS TEXT) AS due", String.self)
                == "due: String, text that is not UTF-8")
    }

    @Test(arguments: [-1, 2, Int.max, Int.min])
    func `a column outside of the row is refused`(index: Int) throws {
        let connection = try Connection.open(at: directory.file())
        let error = #expect(throws: SQLiteError.self) {
            _ = try connection.first("SELECT 1, 2") { try $0.read(index, as: Int.self) }
        }
        #expect(error == .columnOutOfRange(index: index, count: 2, sql: "SELECT 1, 2"))
    }
}
