package import Bytes

/// One business's clients, products, documents and payments, shared by its members.
package enum Book {}
/// Somebody who has an account.
package enum Person {}
/// A person's laptop.
package enum Device {}
/// One thing in a book: a client, a draft, a payment.
package enum Item {}

/// Names a book.
package typealias BookID = Identifier<Book>
/// Names a person.
package typealias PersonID = Identifier<Person>
/// Names a device.
package typealias DeviceID = Identifier<Device>
/// Names a record; minted in the order of time.
package typealias RecordID = Identifier<Item>
