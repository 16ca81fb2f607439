package import AgentLink
package import AgentStore
package import Sync

/// A book of this laptop whose file is open, with the line to its server.
package struct OpenBook: Sendable {
    /// What its file is called, for ever: the id that the book had when the file was made.
    package let file: String
    /// Log, state and what is shown.
    package let store: AgentStore
    /// What keeps it and its server in step.
    package let synchronizer: Synchronizer
    /// What a person does with its drafts, documents and payments.
    package let billing: Billing

    /// The book's id.
    package var id: BookID { store.book }
}

/// A book whose file cannot be opened: the others go on without it.
package struct ShutBook: Hashable, Sendable {
    /// What its file is called.
    package let file: String
    /// Why it stays shut, and what a person can do about it.
    package let why: String
}
