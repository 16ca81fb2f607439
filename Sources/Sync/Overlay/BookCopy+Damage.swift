extension BookCopy {
    /// Harms the base behind the digest's back, as a failing disk does: for whoever has to prove
    /// that it is noticed.
    package mutating func damage(_ harm: (inout BookState) -> Void) { harm(&base) }
}
