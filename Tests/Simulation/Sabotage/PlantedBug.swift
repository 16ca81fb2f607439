/// Bugs that a run can have on purpose, to prove that the checkers find them.
package enum PlantedBug: String, Hashable, Sendable, CaseIterable {
    // What a person's program writes.
    case dotsTakenAtSave = "dots taken at save instead of at open"
    case namesUnshown = "an edit names siblings that it did not show"
    case childTouchesNothing = "life register not touched by a child"
    case unionByWholeSet = "union by whole set"
    case memberDropped = "group member dropped by an old schema"
    case markIgnored = "mark ignored, a number issued twice"
    case markBehind = "mark written after its number was told"
    case replicaKept = "replica id kept over a restart of a rewound database"

    // What is merged.
    case unnamedRemoved = "a sibling removed though not named"
    case deleteBeatsEdit = "delete beats a concurrent edit"
    case removedEarlyForgotten = "removed-early forgotten"
    case refusedNamesForgotten = "a refused dot's names forgotten"
    case orderedByClaimed = "agents order by claimed stamps"
    case cursorFirst = "cursor moved before commit"
    case graveForgotten = "the server's grave loses its last state"
    case gapCovered = "a lost entry treated as covered"
    case snapshotWithoutRefused = "snapshot without refused dots"
    case tailNotKept = "snapshot taken without what could bring the log back"

    case mergedByAll = "text merged by every replica"
    case mergeDropsOne = "merged text lacks one side"

    case importKeepsNames = "imported records name those of the other book"

    // Who is waited for.
    case lapsedGoesOn = "a lapsed device goes on from its cursor"
    case silentNotAwaited = "a live device that is silent is not waited for"
    case heldTooShort = "hold released though a live device is silent"

    // What is compared.
    case peersDigest = "digest taken from the peer"
    case overlayInDigest = "overlay in the digest"

    // What the office judges.
    case refusedRecordWritten = "change to a refused record applied"
    case ordinaryNeverRefused = "never-refused class carries an ordinary write"
    case readsBeforeLock = "ingest reads before it locks"
    case refusedForNothing = "who may write again is refused as before"
    case attachedJudged = "attached book judged by a rule"

    // What comes back.
    case oldServerUnnoticed = "an old server database not noticed"
    case receiptUnchecked = "receipt not checked, a forging agent"
    case judgedAgain = "recovered entries judged again"
    case stampedAgain = "stamps given anew in recovery"
    case forkDropped = "offered entries of a fork dropped"
    case onlyPutAside = "what lost its name to a clone is only put aside"
    case supersededAgain = "a superseded history recovered again"

    // What is claimed.
    case notClipped = "allocation not clipped"
    case claimsByClaimed = "claims ordered by claimed stamp"
}
