import CCurl

/// The options that are texts.
package enum CurlTextOption: Sendable {
    /// Where to.
    case url
    /// The schemes that may be spoken, with commas between.
    case protocols
    /// The socket file to connect to.
    case socketPath
    /// The proxy; empty for none.
    case proxy
    /// The method of a request.
    case method
    /// A file of certificates to trust.
    case authorityFile
    /// Who signs in.
    case user
    /// What proves it.
    case password
    /// What proves it instead of a password.
    case bearer
    /// How to sign in, such as `AUTH=PLAIN`.
    case loginOptions
    /// The sender on a mail's envelope.
    case mailFrom

    var code: CURLoption {
        switch self {
        case .url: CURLOPT_URL
        case .protocols: CURLOPT_PROTOCOLS_STR
        case .socketPath: CURLOPT_UNIX_SOCKET_PATH
        case .proxy: CURLOPT_PROXY
        case .method: CURLOPT_CUSTOMREQUEST
        case .authorityFile: CURLOPT_CAINFO
        case .user: CURLOPT_USERNAME
        case .password: CURLOPT_PASSWORD
        case .bearer: CURLOPT_XOAUTH2_BEARER
        case .loginOptions: CURLOPT_LOGIN_OPTIONS
        case .mailFrom: CURLOPT_MAIL_FROM
        }
    }
}

/// The options that are numbers; those that say yes or no take 1 or 0.
package enum CurlNumberOption: Sendable {
    /// Whether dots in paths stay.
    case pathAsIs
    /// Which HTTP is spoken, such as `http11`.
    case httpVersion
    /// Whether the body of the answer is left out.
    case noBody
    /// Milliseconds for the connection.
    case connectMilliseconds
    /// Milliseconds for the whole transfer.
    case totalMilliseconds
    /// Seconds for each answer of a mail server.
    case answerSeconds
    /// The least bytes in a second.
    case lowSpeedBytes
    /// For how many seconds fewer are borne.
    case lowSpeedSeconds
    /// Whether the other side's certificate is checked.
    case verifiesPeer
    /// Whether its name is: 2 is yes.
    case verifiesHost
    /// Whether redirects are followed.
    case followsRedirects
    /// How many.
    case redirectsMax
    /// Whether TLS must begin on a connection that began without: 3 is yes.
    case upgradesToTLS
    /// Whether a new connection is made in any case.
    case freshConnection

    /// The number that stands for HTTP/1.1.
    package static let http11 = Int(CURL_HTTP_VERSION_1_1)

    var code: CURLoption {
        switch self {
        case .pathAsIs: CURLOPT_PATH_AS_IS
        case .httpVersion: CURLOPT_HTTP_VERSION
        case .noBody: CURLOPT_NOBODY
        case .connectMilliseconds: CURLOPT_CONNECTTIMEOUT_MS
        case .totalMilliseconds: CURLOPT_TIMEOUT_MS
        case .answerSeconds: CURLOPT_SERVER_RESPONSE_TIMEOUT
        case .lowSpeedBytes: CURLOPT_LOW_SPEED_LIMIT
        case .lowSpeedSeconds: CURLOPT_LOW_SPEED_TIME
        case .verifiesPeer: CURLOPT_SSL_VERIFYPEER
        case .verifiesHost: CURLOPT_SSL_VERIFYHOST
        case .followsRedirects: CURLOPT_FOLLOWLOCATION
        case .redirectsMax: CURLOPT_MAXREDIRS
        case .upgradesToTLS: CURLOPT_USE_SSL
        case .freshConnection: CURLOPT_FRESH_CONNECT
        }
    }
}

/// The options that are lines.
package enum CurlListOption: Sendable {
    /// The header of a request.
    case headers
    /// The recipients on a mail's envelope.
    case mailRecipients

    var code: CURLoption {
        switch self {
        case .headers: CURLOPT_HTTPHEADER
        case .mailRecipients: CURLOPT_MAIL_RCPT
        }
    }
}
