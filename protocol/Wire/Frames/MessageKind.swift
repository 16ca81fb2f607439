/// The number of every kind of message, for ever the same.
package enum MessageKind: UInt8, Hashable, Sendable {
    case hello = 1
    case welcome = 2
    case push = 3
    case verdicts = 4
    case pull = 5
    case entries = 6
    case enrol = 7
    case enrolled = 8
    case knock = 9
    case challenge = 10
    case proof = 11
    case pass = 12
    case sessionHello = 16
    case sessionWelcome = 17
    case sessionPush = 18
    case sessionVerdicts = 19
    case sessionPull = 20
    case page = 21
    case offer = 22
    case offered = 23
    case snapshotQuery = 24
    case snapshotHead = 25
    case snapshotChunk = 26
    case comparison = 27
    case digests = 28
    case recordQuery = 29
    case records = 30
    case alarm = 31
    case noted = 32
}
