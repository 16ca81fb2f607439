extension String {
    /// The same as a column of the database takes it, whoever said it: so many scalars at most, for
    /// that is what the database counts, and a space for each control character, among them the
    /// NUL that no text of the database may hold.
    func storable(scalarsMax: Int) -> String {
        var scalars = UnicodeScalarView()
        for scalar in unicodeScalars.prefix(scalarsMax) {
            scalars.append(scalar.properties.generalCategory == .control ? " " : scalar)
        }
        return String(scalars)
    }
}
