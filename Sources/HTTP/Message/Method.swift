/// What a request wants done: GET, POST …
package struct Method: Hashable, Sendable {
    /// The method as it stands on the wire: upper case, case-sensitive.
    package let name: String

    /// Names a method as it stands on the wire.
    package init(_ name: String) {
        self.name = name
    }

    /// Reads.
    package static let get = Method("GET")
    /// Reads all but the body.
    package static let head = Method("HEAD")
    /// Adds, or asks for something to be done.
    package static let post = Method("POST")
    /// Replaces.
    package static let put = Method("PUT")
    /// Changes a part.
    package static let patch = Method("PATCH")
    /// Removes.
    package static let delete = Method("DELETE")
    /// Asks what is allowed.
    package static let options = Method("OPTIONS")
}
