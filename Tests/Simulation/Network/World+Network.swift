import Sync

/// What travels: letters are lost, doubled, and overtake each other, and connections break.
extension World {
    /// Some letter moves, or a program that waits wakes up.
    mutating func moveSomething() throws(Finding) {
        if dice.happens(percent: 30) { try endTransaction() }
        if letters.isEmpty || dice.happens(percent: 10) {
            try wake(dice.below(laptops.count))
        }
        guard !letters.isEmpty else { return }
        let index = dice.happens(percent: 60) ? 0 : dice.below(letters.count)
        let letter = letters[index]
        if dice.happens(percent: 8) {
            // It arrives now and once more later.
        } else {
            letters.remove(at: index)
        }
        guard dice.happens(percent: 92) else {
            letters.append(letter.answering(.silence))
            return
        }
        try deliver(letter)
    }

    mutating func deliver(_ letter: Letter) throws(Finding) {
        tally.count(.delivered)
        if isTold { tell(letter.short(to: laptops[letter.laptop].name)) }
        let laptop = letter.laptop
        switch try travelled(letter) {
        case nil: letters.append(letter.answering(.silence))
        case .request(let request):
            guard laptops[laptop].isOnline else {
                return letters.append(letter.answering(.silence))
            }
            try answer(request, of: letter)
        case .reply(let reply):
            guard letter.life == laptops[laptop].program.life else { return }
            try happen(.received(reply, letter.ticket), on: laptop)
        case .silence:
            guard letter.life == laptops[laptop].program.life else { return }
            try happen(.lost(letter.ticket), on: laptop)
        }
    }

    /// The time comes that a program waits for, or something else makes it talk.
    mutating func wake(_ laptop: Int) throws(Finding) {
        if laptops[laptop].program.isWaiting {
            laptops[laptop].program.isWaiting = false
            try happen(.woke, on: laptop)
        }
        if laptops[laptop].program.isHeld {
            laptops[laptop].program.isHeld = false
            try happen(.mayRetry, on: laptop)
        }
    }

    /// Every connection of a laptop breaks.
    mutating func cut(_ laptop: Int) {
        letters = letters.map { $0.laptop == laptop ? $0.answering(.silence) : $0 }
        letters += office.parked.filter { $0.laptop == laptop }.map { $0.answering(.silence) }
        office.parked.removeAll { $0.laptop == laptop }
    }
}
