/// What an array can be made of.
package protocol ArrayElement: Sendable {
    /// The column type of an array of these.
    static var arrayType: DataType { get }
    /// Appends the array's binary form.
    static func write(_ elements: [Self], into bytes: inout [UInt8])
    /// Reads an array from its binary form; nil when the column holds something else.
    static func readElements(_ bytes: Span<UInt8>, type: DataType) -> [Self]?
}

/// A value that can be handed to PostgreSQL in its binary form.
package protocol Storable: Sendable {
    /// The column type that it is sent as.
    static var dataType: DataType { get }
    /// Whether it stands for NULL.
    var isNull: Bool { get }
    /// Appends the binary form, without its length.
    func write(into bytes: inout [UInt8])
}

/// A value that can be read from a column's binary form.
package protocol Readable {
    /// The value; nil when a column of this type or with these bytes cannot be read so.
    static func read(_ bytes: Span<UInt8>, type: DataType) -> Self?
    /// What NULL reads as; nil when the value is not optional.
    static var null: Self? { get }
}

extension Storable {
    /// Only optionals can be NULL.
    package var isNull: Bool { false }
}

extension Readable {
    /// Only optionals can be NULL.
    package static var null: Self? { nil }
}

extension Optional: Storable where Wrapped: Storable {
    /// The column type that it is sent as.
    package static var dataType: DataType { Wrapped.dataType }
    /// Nil is NULL.
    package var isNull: Bool { self?.isNull ?? true }
    /// Appends the binary form.
    package func write(into bytes: inout [UInt8]) { self?.write(into: &bytes) }
}

extension Optional: Readable where Wrapped: Readable {
    /// Reads the binary form.
    package static func read(_ bytes: Span<UInt8>, type: DataType) -> Wrapped?? {
        guard let value = Wrapped.read(bytes, type: type) else { return nil }
        return .some(.some(value))
    }
    /// NULL reads as nil.
    package static var null: Wrapped?? { .some(.none) }
}

extension Array: Storable where Element: ArrayElement {
    /// The column type that it is sent as.
    package static var dataType: DataType { Element.arrayType }
    /// Appends the binary form.
    package func write(into bytes: inout [UInt8]) { Element.write(self, into: &bytes) }
}

extension Array: Readable where Element: ArrayElement {
    /// Reads the binary form.
    package static func read(_ bytes: Span<UInt8>, type: DataType) -> [Element]? {
        Element.readElements(bytes, type: type)
    }
}

extension Optional: ArrayElement where Wrapped: Storable & Readable {}

extension Array: ArrayElement where Element == UInt8 {}
