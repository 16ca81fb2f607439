import Glibc

/// One of the programs of the object service, and what it is told.
struct ServicePart {
    /// The one that answers first, then the three behind it.
    static let all = [
        ServicePart(name: "proxy"), ServicePart(name: "account"), ServicePart(name: "container"),
        ServicePart(name: "object"),
    ]

    let name: String

    var program: String { "/usr/bin/swift-\(name)-server" }

    func configuration(directory: String, port: UInt16) -> String {
        let common = """
            [DEFAULT]
            bind_ip = 127.0.0.1
            bind_port = \(port)
            user = \(Self.user)
            swift_dir = \(directory)
            devices = \(directory)/node
            mount_check = false
            workers = 0
            log_level = WARNING

            """
        return common + (name == "proxy" ? Self.proxy : store)
    }

    private var store: String {
        """
        [pipeline:main]
        pipeline = \(name)-server
        [app:\(name)-server]
        use = egg:swift#\(name)

        """
    }

    /// The service writes only if there is nothing when it is asked in its own words, and refuses
    /// when asked in those of S3; this takes the refusal away.
    static let conditional = """
        from swift.common.middleware.s3api.s3request import S3Request

        check = S3Request._validate_headers

        def allow(self):
            wish = self.headers.pop('If-None-Match', None) if self.method == 'PUT' else None
            check(self)
            if wish is not None:
                self.headers['If-None-Match'] = wish

        def filter_factory(conf, **more):
            S3Request._validate_headers = allow
            return lambda application: application

        """

    /// The account is `test`, its user `tester`. Nothing listens where the cache is said to be, so
    /// that there is none. Parts may be small, which no public service allows.
    private static var proxy: String {
        let filters = [
            "catch_errors", "gatekeeper", "healthcheck", "memcache", "listing_formats",
            "conditional", "s3api", "tempauth", "slo", "dlo", "versioned_writes",
        ]
        let settings = [
            "memcache": "memcache_servers = 127.0.0.1:1", "s3api": "min_segment_size = 1",
            "tempauth": "user_test_tester = \(secret) .admin",
            "versioned_writes": "allow_versioned_writes = true",
        ]
        let sections = filters.map { name in
            let use =
                name == "conditional"
                ? "paste.filter_factory = conditional:filter_factory" : "use = egg:swift#\(name)"
            return "[filter:\(name)]\n\(use)\n\(settings[name] ?? "")\n"
        }
        return """
            [pipeline:main]
            pipeline = \(filters.joined(separator: " ")) proxy-server
            [app:proxy-server]
            use = egg:swift#proxy
            account_autocreate = true
            allow_account_management = true

            """ + sections.joined()
    }

    static let secret = "nobody-may-read-this"

    private static var user: String {
        getpwuid(geteuid()).map { String(cString: $0.pointee.pw_name) } ?? "nobody"
    }
}
