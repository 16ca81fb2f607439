/// A column type of PostgreSQL by its object id; the ids of built-in types never change.
package struct DataType: RawRepresentable, Hashable, Sendable {
    /// The object id.
    package let rawValue: UInt32

    /// Wraps an object id.
    package init(rawValue: UInt32) { self.rawValue = rawValue }

    static let bool = DataType(rawValue: 16)
    static let bytea = DataType(rawValue: 17)
    static let name = DataType(rawValue: 19)
    static let int8 = DataType(rawValue: 20)
    static let int2 = DataType(rawValue: 21)
    static let int4 = DataType(rawValue: 23)
    static let text = DataType(rawValue: 25)
    static let oid = DataType(rawValue: 26)
    static let json = DataType(rawValue: 114)
    static let float8 = DataType(rawValue: 701)
    static let unknown = DataType(rawValue: 705)
    static let bpchar = DataType(rawValue: 1042)
    static let varchar = DataType(rawValue: 1043)
    static let date = DataType(rawValue: 1082)
    static let timestamptz = DataType(rawValue: 1184)
    static let numeric = DataType(rawValue: 1700)
    static let uuid = DataType(rawValue: 2950)
    static let jsonb = DataType(rawValue: 3802)

    /// Types that an extension or `create type` added have ids from here on.
    var isUserDefined: Bool { rawValue >= 16_384 }

    /// The type of an array of these, where one is known.
    var array: DataType? { Self.arrays[self] }

    /// The type of this array's elements, where it is a known array.
    var element: DataType? { Self.elements[self] }

    private static let arrays: [DataType: DataType] = [
        .bool: DataType(rawValue: 1000), .bytea: DataType(rawValue: 1001),
        .name: DataType(rawValue: 1003), .int2: DataType(rawValue: 1005),
        .int4: DataType(rawValue: 1007), .text: DataType(rawValue: 1009),
        .bpchar: DataType(rawValue: 1014), .varchar: DataType(rawValue: 1015),
        .int8: DataType(rawValue: 1016), .float8: DataType(rawValue: 1022),
        .oid: DataType(rawValue: 1028), .date: DataType(rawValue: 1182),
        .timestamptz: DataType(rawValue: 1185), .numeric: DataType(rawValue: 1231),
        .uuid: DataType(rawValue: 2951), .json: DataType(rawValue: 199),
        .jsonb: DataType(rawValue: 3807),
    ]

    private static let elements = [DataType: DataType](
        uniqueKeysWithValues: arrays.map { ($1, $0) })

    private static let names: [DataType: String] = [
        .bool: "bool", .bytea: "bytea", .name: "name", .int8: "int8", .int2: "int2",
        .int4: "int4", .text: "text", .oid: "oid", .json: "json", .float8: "float8",
        .unknown: "unknown", .bpchar: "char", .varchar: "varchar", .date: "date",
        .timestamptz: "timestamptz", .numeric: "numeric", .uuid: "uuid", .jsonb: "jsonb",
    ]
}

extension DataType: CustomStringConvertible {
    /// The type's name in SQL, or its id.
    package var description: String {
        if let name = Self.names[self] { return name }
        if let element { return "\(element)[]" }
        return "type \(rawValue)"
    }
}
