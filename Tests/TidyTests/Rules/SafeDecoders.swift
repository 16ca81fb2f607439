extension Rule {
    /// Bytes from outside are read with bounds that hold in every build.
    static let safeDecoders = eachSwiftFile("safe decoders") { file in
        guard
            file.isBelow(["protocol/Wire", "Sources/Bytes", "Sources/JSON", "Sources/Compression"])
        else { return [] }
        return file.forbidding("reads without bounds; use Array or Span.") { token, _ in
            token.text.hasPrefix("withUnsafe") || token.text == "rebasing"
                || (token.text.hasPrefix("Unsafe") && token.text.hasSuffix("Pointer"))
        }
    }
}
