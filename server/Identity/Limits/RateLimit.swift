/// How often one thing may be done by one asker.
package struct RateLimit: Hashable, Sendable {
    /// What is counted, so that two limits of one asker are two counts.
    package let name: String
    /// How often at most.
    package let count: Int
    /// In how many seconds.
    package let seconds: Int

    /// Allows so many in so many seconds.
    package init(_ name: String, _ count: Int, inSeconds seconds: Int) {
        self.name = name
        self.count = count
        self.seconds = seconds
    }

    /// The time after which one more is allowed.
    var stepMicroseconds: Int64 { Int64(seconds) * 1_000_000 / Int64(max(count, 1)) }
    /// The time in which all of them are allowed again.
    var windowMicroseconds: Int64 { stepMicroseconds * Int64(count) }
}

/// What is left of a limit.
package struct Allowance: Hashable, Sendable {
    /// How often at most.
    package let count: Int
    /// How often now.
    package let remaining: Int
    /// Seconds until all of it is there again.
    package let resetSeconds: Int

    /// Tells what is left.
    package init(count: Int, remaining: Int, resetSeconds: Int) {
        self.count = count
        self.remaining = remaining
        self.resetSeconds = resetSeconds
    }
}

/// A limit that was reached.
package struct LimitReached: Hashable, Sendable {
    /// How often at most.
    package let count: Int
    /// Seconds after which one more is allowed.
    package let retrySeconds: Int

    /// Tells which limit it was and when to come again.
    package init(count: Int, retrySeconds: Int) {
        self.count = count
        self.retrySeconds = retrySeconds
    }
}

/// Every limit of the module.
package struct RateLimits: Hashable, Sendable {
    /// Attempts to sign in, from one address.
    package var signInPerAddress = RateLimit("sign-in/address", 30, inSeconds: 300)
    /// Attempts to sign in to one account; a success gives them back.
    package var signInPerAccount = RateLimit("sign-in/account", 10, inSeconds: 900)
    /// Registrations and resets from one address.
    package var lettersPerAddress = RateLimit("letters/address", 20, inSeconds: 3_600)
    /// Letters to one mailbox.
    package var lettersPerMailbox = RateLimit("letters/mailbox", 5, inSeconds: 3_600)
    /// Links tried from one address.
    package var linksPerAddress = RateLimit("links/address", 30, inSeconds: 900)
    /// Refreshes from one address.
    package var refreshesPerAddress = RateLimit("refresh/address", 300, inSeconds: 300)
    /// Codes of laptops that one person tries.
    package var codesPerPerson = RateLimit("codes/person", 10, inSeconds: 900)
    /// Codes of laptops that are tried from one address.
    package var codesPerAddress = RateLimit("codes/address", 30, inSeconds: 900)
    /// Laptops that ask to join from one address.
    package var requestsPerAddress = RateLimit("device-requests/address", 30, inSeconds: 900)
    /// Questions of waiting laptops from one address.
    package var pollsPerAddress = RateLimit("device-polls/address", 600, inSeconds: 300)

    /// Requests of one person, key or laptop.
    package var requestsPerCaller = RateLimit("requests/caller", 600, inSeconds: 60)
    /// Credentials from one address that were refused.
    package var refusalsPerAddress = RateLimit("refusals/address", 120, inSeconds: 300)

    /// What a server on the open network allows.
    package init() {}
}
