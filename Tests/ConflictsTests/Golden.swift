/// Conflicts as they are told, word for word.
enum Golden {
    static let field = """
        The phone of client “Ada Ltd” has 2 different values.
          before: 0
          theirs: 1
            Ann, on “Ann's laptop”, 2026-11-21 09:05 (received 2026-11-21 09:16)
          yours: 2
            Ben, on “Ben's laptop”, 2026-11-21 09:01 (not sent yet)
        Why you are asked: They were written apart, neither writer saw the other, and only \
        a person knows which is right.
        Meanwhile: “1” is shown everywhere.
        You can:
          - take theirs: 1
          - keep yours: 2
          - go back to what was before: 0
          - write something else
        """

    static let fieldForAll = """
        The phone of client “Ada Ltd” has 2 different values.
          before: 0
          Ann’s: 1
            Ann, on “Ann's laptop”, 2026-11-21 09:05 (received 2026-11-21 09:16)
          Ben’s: 2
            Ben, on “Ben's laptop”, 2026-11-21 09:01 (not sent yet)
        Why you are asked: They were written apart, neither writer saw the other, and only \
        a person knows which is right.
        Meanwhile: “1” is shown everywhere.
        You can:
          - take Ann’s: 1
          - take Ben’s: 2
          - go back to what was before: 0
          - write something else
        """

    static let life = """
        Somebody deleted client “Ada Ltd” while somebody else worked on it.
          theirs: phone “2”; billing address “city Oslo”
            Ben, on “Ben's laptop”, 2026-11-21 09:01 (received 2026-11-21 09:16)
          yours: deleted
            Ann, on “Ann's laptop”, 2026-11-21 09:04 (received 2026-11-21 09:16)
        Why you are asked: Whoever deleted it did not know of the work, and only a person \
        knows whether it is still wanted.
        Meanwhile: It is kept and shown as before.
        You can:
          - keep Ada Ltd
          - delete Ada Ltd
        """

    static let lateEdit = """
        Somebody went on editing the draft that became invoice 2026-K7QD-0001.
          theirs: issued as invoice 2026-K7QD-0001
            Ann, on “Ann's laptop”, 2026-11-21 09:05 (received 2026-11-21 09:16)
          yours: note “Thanks”
            Ben, on “Ben's laptop”, 2026-11-21 09:01 (received 2026-11-21 09:16)
        Why you are asked: What is issued never changes, and only a person knows whether \
        what came later matters.
        Meanwhile: The document stands as it was issued.
        You can:
          - leave everything as it is
          - begin a credit note of invoice 2026-K7QD-0001
          - copy the draft invoice for Ada Ltd, with the late edits, to a new draft
        """

    static let twoDocuments = """
        Invoice 2026-K7QD-0001 and invoice 2026-M3XW-0001 were made of the same draft.
          yours: invoice 2026-K7QD-0001
            Ann, on “Ann's laptop”, 2026-11-21 09:05 (received 2026-11-21 09:16)
          theirs: invoice 2026-M3XW-0001
            Ben, on “Ben's laptop”, 2026-11-21 09:01 (received 2026-11-21 09:16)
        Why you are asked: Each was issued where the other was not known, and what is \
        issued is valid.
        Meanwhile: All of them count, and none is mailed.
        You can:
          - void invoice 2026-K7QD-0001
          - void invoice 2026-M3XW-0001
          - keep all of them; they may be mailed then
        """

    static let duplicatePayment = """
        The payment of 100.00 EUR on 2026-11-20 may have been recorded twice.
          yours: the payment of 100.00 EUR on 2026-11-20
            Ann, on “Ann's laptop”, 2026-11-21 09:06 (received 2026-11-21 09:16)
          yours: the payment of 100.00 EUR on 2026-11-20
            Ann, on “Ann's laptop”, 2026-11-21 09:08 (received 2026-11-21 09:16)
        Why you are asked: Both look alike, and only a bank statement tells whether it came \
        twice.
        Meanwhile: Both count; what is too much is the client's credit.
        You can:
          - keep both: it came twice
          - reverse the payment of 100.00 EUR on 2026-11-20, which came later
          - reverse the payment of 100.00 EUR on 2026-11-20, which came first
        """

    static let unpaidAgain = """
        Invoice 2026-K7QD-0001 was paid, and is not any more: 30.00 EUR is open.
          yours: the reversal of 30.00 EUR on 2026-11-21
            Ann, on “Ann's laptop”, 2026-11-21 09:08 (received 2026-11-21 09:16)
        Why you are asked: Money that had paid it was taken back, and only a person knows \
        whether the client is to be asked for it again.
        Meanwhile: Nobody is reminded of it.
        You can:
          - leave it open; the client may be reminded then
        """

    static let fieldOfStrangers = """
        The phone of client “Ada Ltd” has 2 different values.
          before: nothing
          yours: 1
            The device 01010101, 2026-11-21 09:02 (received 2026-11-21 09:16)
          theirs: 2
            The device 02020202, 2026-11-21 09:01 (received 2026-11-21 09:16)
        Why you are asked: They were written apart, neither writer saw the other, and only \
        a person knows which is right.
        Meanwhile: “1” is shown everywhere.
        You can:
          - keep yours: 1
          - take theirs: 2
          - clear it, as it was
          - write something else
        """

    static let settledDifferently = """
        A question about Ada Ltd and Bo was answered differently.
          theirs: left everything as it is
            Ann, on “Ann's laptop”, 2026-11-21 09:05 (received 2026-11-21 09:16)
          yours: gave “Ada Ltd” another number
            Ben, on “Ben's laptop”, 2026-11-21 09:01 (received 2026-11-21 09:16)
        Why you are asked: Whoever answered it did not know of the other answer.
        Meanwhile: All that was done stands, and the question is open.
        You can:
          - take theirs: left everything as it is
          - keep yours: gave “Ada Ltd” another number
        """
}
