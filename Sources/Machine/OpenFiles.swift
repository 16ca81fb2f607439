import Glibc

/// How many files and connections this process may have open at once.
package enum OpenFiles {
    /// Takes as many as the system lets it have at all: a login gives a thousand, and each
    /// connection is one. Where that is refused everything goes on with what there is.
    package static func takeAll() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
