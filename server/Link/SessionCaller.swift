import Crypto
import Identity
import PostgreSQL
import ServerStore
import Sync

/// Who asks in a session, as the book's office has to know it.
extension DeviceIdentity {
    /// Asks what the laptop may do in the transaction that answers it.
    var caller: BookOffice.Caller {
        BookOffice.Caller(book: book, device: device) { connection in
            guard let role = try connection.standing(of: self)?.role else {
                return BookOffice.Permit(isRevoked: true)
            }
            guard !role.permits(.write) else {
                return BookOffice.Permit(
                    isRevoked: false,
                    approvalObjection: role.permits(.own) ? nil : Self.approvalObjection)
            }
            return BookOffice.Permit(
                isRevoked: false,
                objection: Objection(
                    .notPermitted, rule: "role",
                    hint: "You read this book; ask an owner of it to let you write."))
        }
    }

    private static let approvalObjection = Objection(
        .notPermitted, rule: "approval",
        hint: "Only an owner of the book decides about approvals; ask one of them.")
}
