/// The mark: a slip of paper and, behind the perforation, the part that one keeps.
enum Brand {
    /// Where the icon of the browser's tab is.
    static let iconPath = "/account/icon.svg"

    private static let shapes: HTML = """
        <path d="M3 5.5A2.5 2.5 0 0 1 5.5 3H9v26H5.5A2.5 2.5 0 0 1 3 26.5z" fill="currentColor"/>
        <path d="M13 4h13.5A1.5 1.5 0 0 1 28 5.5v21a1.5 1.5 0 0 1-1.5 1.5H13" fill="none" \
        stroke="currentColor" stroke-width="2"/>
        <path d="M13 4v24" stroke="currentColor" stroke-width="2" stroke-dasharray="2 2.6"/>
        <path d="M17.5 11h6M17.5 16h6M17.5 21h3.5" stroke="currentColor" stroke-width="2" \
        stroke-linecap="round"/>
        """

    /// The mark within a page; the name stands beside it.
    static let mark: HTML = """
        <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true" focusable="false">
        \(shapes)
        </svg>
        """

    /// The same as a file.
    static let icon: HTML = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" color="#0e7a62">
        \(shapes)
        </svg>
        """
}
