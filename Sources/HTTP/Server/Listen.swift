extension HTTPServer {
    /// Where a server waits for connections.
    package enum Listen: Hashable, Sendable {
        /// A numeric address and a port; port 0 lets the system choose, `HTTPServer.address` tells.
        case address(String, port: UInt16)
        /// A socket file that only these users may talk to; the kernel tells who they are.
        case unix(path: String, allowedUsers: Set<UInt32>)
    }
}
