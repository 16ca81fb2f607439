package import Bytes

/// One life of one database that writes to a book.
package enum Replica {}

/// Names a replica.
///
/// It is minted anew, from randomness alone, at the first write after every program start. A
/// database that was rewound, copied or restored therefore never mints a dot that another history
/// holds.
package typealias ReplicaID = Identifier<Replica>
