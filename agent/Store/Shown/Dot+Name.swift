import Bytes
package import Causality

extension Dot {
    /// A change's name as people are shown it: `0193f0aa-…/7`.
    package var name: String { "\(replica.text)/\(counter)" }
}
