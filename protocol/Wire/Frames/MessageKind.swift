/// The number of every kind of message, for ever the same.
package enum MessageKind: UInt8, CaseIterable, Hashable, Sendable {
    case enrol = 7
    case enrolled = 8
    case knock = 9
    case challenge = 10
    case proof = 11
    case pass = 12
    case hello = 16
    case welcome = 17
    case push = 18
    case verdicts = 19
    case pull = 20
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
