import Machine

/// nginx with one static file, set up to be as fast as it can with one process.
enum Nginx {
    /// The program, with its configuration and its page written down.
    static func program(
        _ tools: BenchmarkTools, page: String, port: UInt16, in scratch: Scratch
    ) throws(BenchmarkFailure) -> Subprocess {
        _ = try scratch.write(page, to: "index.html")
        let file = try scratch.write(
            configuration(directory: scratch.path, port: port), to: "nginx.conf")
        return tools.program(tools.nginx, ["-p", scratch.path, "-c", file])
    }

    private static func configuration(directory: String, port: UInt16) -> String {
        let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map { "\($0)_temp_path \"\(directory)/\($0)\";" }.joined(separator: " ")
        return """
            daemon off; master_process off; worker_processes 1; worker_rlimit_nofile 16000;
            error_log "\(directory)/error.log"; pid "\(directory)/nginx.pid";
            events { worker_connections 12000; }
            http {
                access_log off; \(temporary)
                types { text/html html; }
                sendfile on; tcp_nopush on; keepalive_requests 1000000000;
                open_file_cache max=16; open_file_cache_valid 60s;
                server { listen 127.0.0.1:\(port); root "\(directory)"; }
            }
            """
    }
}
