package import HTTP

extension HTTPServer {
    /// One line of the access log: what happened, and nothing about a person.
    package struct Access: Hashable, Sendable {
        /// The method of the request.
        package let method: Method
        /// The pattern that matched; `nil` where none did. Never the path itself.
        package let route: String?
        /// The status of the answer.
        package let status: Status
        /// The bytes of the body that were handed to the socket.
        package let bodyByteCount: Int
        /// From the end of the header to the end of the answer.
        package let duration: Duration
        /// The id that stands in the answer too.
        package let requestID: String
        /// Whether the answer reached the socket in full; a reader who left makes it false.
        package let isComplete: Bool
    }
}
