package import Causality

/// Which device writes as which replica, as the log tells it, and which of them is its newest.
///
/// What was entered again is no replica's that a device writes as.
package struct Ownership: Hashable, Sendable {
    private var devices: [ReplicaID: DeviceID] = [:]
    private var newest: [DeviceID: ReplicaID] = [:]

    /// Knows what was stored of some replicas, or nobody yet.
    package init(
        devices: [ReplicaID: DeviceID] = [:], newest: [DeviceID: ReplicaID] = [:]
    ) {
        self.devices = devices
        self.newest = newest
    }

    /// The device that writes as a replica.
    package func device(of replica: ReplicaID) -> DeviceID? { devices[replica] }

    /// The replica as which a device writes at present: the last one that it began.
    package func newest(of device: DeviceID) -> ReplicaID? { newest[device] }

    /// Takes note of a replica's change; its first one says whose it is.
    mutating func note(_ replica: ReplicaID, of device: DeviceID) {
        guard devices[replica] == nil else { return }
        devices[replica] = device
        newest[device] = replica
    }
}
