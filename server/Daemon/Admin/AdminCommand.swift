import CommandLine

/// `counterfoil-server admin`: people, books, laptops and keys, for whoever has a shell on the
/// server.
struct AdminCommand: Sendable {
    let setup: Setup

    var command: Command {
        let desk = AdminDesk(setup: setup)
        return Command(
            "admin", "Manage people, books, laptops and keys",
            subcommands: [
                AdminUsers(desk: desk).command, AdminBooks(desk: desk).command,
                AdminDevices(desk: desk).command, AdminKeys(desk: desk).command,
                AdminOwnerLink(desk: desk).command, AdminRestored(desk: desk).command,
                AdminExport(desk: desk).command,
            ])
    }
}
