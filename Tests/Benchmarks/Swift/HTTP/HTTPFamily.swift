import Machine

extension Family {
    /// Our server beside nginx.
    static let http = Family(
        name: "http",
        summary: "requests per second of our server, beside nginx with a static file",
        fairness: """
            Each server alone on the first core, wrk with 64 kept connections on the second, \
            three seconds a run. Both answer 22 bytes of text/html with a date and a length; \
            nginx adds what it says of files (ETag, Last-Modified), ours a request id, and a \
            handler in Swift makes the answer. CPU counts the server's process alone. As long \
            as wrk is the slower one of the two, it hides a difference, and CPU shows it. Idle \
            connections: ten thousand from a process of their own, and by how much the \
            server's resident memory has grown for each. Kept ones have had one answer; a \
            waiting question holds its handler's task.
            """
    ) { bench in
        try await WebServers.with(in: bench.scratch) { servers in
            let hello = try await bench.measure(
                Comparison(
                    name: "HTTP hello", model: "nginx, static file", unit: .perSecond("requests"),
                    goal: .atLeast(0.8),
                    ours: { try await servers.load(servers.ours) },
                    theirs: { try await servers.load(servers.nginx) }))
            let idle = IdleConnections(servers: servers, scratch: bench.scratch)
            return [hello] + (try await idle.measurements(bench.progress))
        }
    }
}
