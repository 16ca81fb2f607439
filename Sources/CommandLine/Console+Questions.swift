extension Console {
    /// Asks a yes-or-no question. Without a terminal it is refused, and the sentence names the
    /// option that answers it.
    package func confirm(_ question: Phrase, insteadUse option: String) throws -> Bool {
        while true {
            let answer = try ask("\(question) [y/N]", insteadUse: option).lowercased()
            if ["y", "yes"].contains(answer) { return true }
            if ["n", "no", ""].contains(answer) { return false }
            note("Please answer yes or no.")
        }
    }

    /// Asks for a line of text.
    package func ask(_ question: Phrase, insteadUse option: String) throws -> String {
        try hear(question, isHidden: false, insteadUse: option)
    }

    /// Asks for a secret, which is not shown while it is typed.
    package func askSecret(_ question: Phrase, insteadUse option: String) throws -> String {
        let secret = try hear(question, isHidden: true, insteadUse: option)
        error.write("\n")
        return secret
    }

    private func hear(
        _ question: Phrase, isHidden: Bool, insteadUse option: String
    ) throws -> String {
        guard input.isTerminal, error.isTerminal else {
            throw CommandFailure.usage(
                "This needs an answer, and there is no terminal to ask on. Use \(option).")
        }
        progress.erase()
        error.write(question.text(inColour: isColoured(error)) + " ")
        guard let line = try input.readLine(isHidden) else {
            throw CommandFailure(.failure, "The input ended before the question was answered.")
        }
        return line
    }
}
