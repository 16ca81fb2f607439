/// Everything that the pages say, by name. A placeholder such as `{email}` stands for a value.
///
/// Each language is one file beside this one; a test sees that none lacks a text or a placeholder.
enum Phrase: String, Hashable, Sendable, CaseIterable {
    // On every page.
    case languages
    case trouble
    case troubleTitle
    case failed
    case optional
    case closePage
    case connectLaptop
    case send

    // Fields of forms.
    case email
    case emailNeeded
    case password
    case passwordNeeded
    case newPassword
    case passwordHint
    case passwordTooShort
    case passwordTooLong
    case passwordCommon
    case passwordIsAddress
    case name
    case nameRefused
    case business
    case businessHint
    case businessRefused
    case fieldRefused

    // What may go wrong.
    case credentialsRefused
    case notVerified
    case linkRefused
    case limited
    case busy
    case formRefused
    case refused

    // Confirming an address.
    case verifyTitle
    case verifyIntro
    case verifyButton
    case verifyDone
    case resendLink
    case resendTitle
    case resendIntro
    case sendLink
    case lookIntoMailbox
    case resendDone

    // Another password.
    case forgotTitle
    case forgotIntro
    case forgotDone
    case resetTitle
    case resetIntro
    case resetButton
    case resetDone
    case resetDoneText

    // An invitation.
    case invitationTitle
    case invitationIntro
    case invitationKnown
    case invitationButton
    case invitationDone
    case invitationDoneText

    // The first owner.
    case ownerTitle
    case ownerIntro
    case ownerButton
    case ownerDone
    case confirmCode

    // Signing in and out.
    case signInTitle
    case signInIntro
    case oneTimeTitle
    case oneTimeIntro
    case oneTimeCode
    case oneTimeHint
    case oneTimeRefused
    case ticketRefused
    case signOutTitle
    case signOutIntro
    case signOutDone

    // A laptop that waits for its code to be confirmed.
    case deviceTitle
    case deviceCode
    case deviceCodeHint
    case deviceCodeRefused
    case deviceQuestion
    case deviceWarning
    case deviceShownCode
    case deviceName
    case deviceAddress
    case deviceBook
    case deviceNoBook
    case deviceAllow
    case deviceDeny
    case deviceAllowed
    case deviceAllowedText
    case deviceDenied
    case deviceDeniedText
    case signedInAs

    // No more reminders.
    case unsubscribeTitle
    case unsubscribeIntro
    case unsubscribeRest
    case unsubscribeButton
    case unsubscribeDone
    case unsubscribeDoneText
    case resubscribeQuestion
    case resubscribeButton
    case resubscribeDone
    case resubscribeDoneText
}
