/// An address, perhaps with the name of whose it is.
package struct Mailbox: Hashable, Sendable {
    /// The name.
    package let name: HeaderText?
    /// The address.
    package let address: MailAddress

    /// Puts both together; an empty name is none.
    package init(_ address: MailAddress, name: HeaderText? = nil) {
        self.address = address
        self.name = name?.text.isEmpty == true ? nil : name
    }

    /// Reads both.
    package init(_ address: String, name: String? = nil) throws(MailError) {
        let address = try MailAddress(address)
        var checked: HeaderText?
        if let name { checked = try HeaderText(name, of: "name") }
        self.init(address, name: checked)
    }
}
