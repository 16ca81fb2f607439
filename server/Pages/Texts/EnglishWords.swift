extension Words {
    /// The texts in English.
    static let english: [Phrase: String] = [
        .languages: "Language",
        .trouble: "There is a problem",
        .troubleTitle: "Problem: {title}",
        .failed: "That did not work",
        .optional: "{label} (optional)",
        .closePage: "You can close this page.",
        .connectLaptop: "On your laptop, type:",
        .send: "Continue",
        .email: "E-mail address",
        .emailNeeded: "Type an e-mail address like {example}.",
        .password: "Password",
        .passwordNeeded: "Type your password.",
        .newPassword: "New password",
        .passwordHint: "At least {count} characters of any kind. A few words in a row are good.",
        .passwordTooShort: "Choose a password with at least {count} characters.",
        .passwordTooLong: "This password is too long; choose a shorter one.",
        .passwordCommon: "This password is among the first that anybody tries; choose another one.",
        .passwordIsAddress: "Choose a password that is not your e-mail address.",
        .name: "Your name",
        .nameRefused:
            "A name has {count} characters at most, and no control characters among them.",
        .business: "Your business",
        .businessHint: "The name of the book of invoices. Everybody who works in it sees it.",
        .businessRefused: "Type a name of 1 to {count} characters.",
        .fieldRefused: "This was not accepted; change it and try again.",
        .credentialsRefused: "The e-mail address or the password is not right.",
        .notVerified: """
        This address is not confirmed yet. Follow the link in the mail, or ask for another \
        one.
        """,
        .linkRefused:
            "This link does not work any more: it was used, has expired, or is not complete.",
        .limited: "Too many attempts. Try again in {minutes} min.",
        .busy: "The server is busy. Try again in a moment.",
        .formRefused:
            "The form was not sent from this server’s page, or it is too old. Open the page again.",
        .refused: "The request was not accepted. Open the page again.",
        .verifyTitle: "Confirm your address",
        .verifyIntro: "One more step, and your account is ready.",
        .verifyButton: "Confirm the address",
        .verifyDone: "Your address is confirmed",
        .resendLink: "Send me a new link",
        .resendTitle: "A new link for your address",
        .resendIntro: "If the mail did not arrive or its link has expired, we send another one.",
        .sendLink: "Send the link",
        .lookIntoMailbox: "Look into your mailbox",
        .resendDone: """
        If somebody has registered with {email} and not confirmed it yet, a new link is on \
        its way. It is good for a day.
        """,
        .forgotTitle: "Forgot your password?",
        .forgotIntro: "We send you a link by which you choose a new one.",
        .forgotDone:
            "If {email} has an account here, a link is on its way. It is good for an hour.",
        .resetTitle: "Choose a new password",
        .resetIntro: "Every device and browser that is signed in has to sign in again.",
        .resetButton: "Set the password",
        .resetDone: "Your password is changed",
        .resetDoneText: "From now on you sign in with the new one.",
        .invitationTitle: "Join the book “{book}”",
        .invitationIntro: "The invitation is for {email}.",
        .invitationKnown: "Your account here gets a place in the book.",
        .invitationButton: "Join",
        .invitationDone: "Welcome",
        .invitationDoneText: "You belong to the book “{book}” now.",
        .ownerTitle: "Welcome to your server",
        .ownerIntro: """
        Nobody is here yet: whoever fills this in owns the server’s book. The link works \
        once.
        """,
        .ownerButton: "Begin",
        .ownerDone: "Your server is ready",
        .confirmCode: "It shows a code and a link. Open the link here and confirm the code.",
        .signInTitle: "Sign in",
        .signInIntro: "Sign in to connect your laptop.",
        .oneTimeTitle: "One more step",
        .oneTimeIntro: "Your account is protected by a second factor.",
        .oneTimeCode: "One-time code",
        .oneTimeHint: "The six digits that your authenticator app shows now, or a recovery code.",
        .oneTimeRefused: "This code is not right, or it was used. Wait for the next one.",
        .ticketRefused: "That took too long. Sign in again.",
        .signOutTitle: "Sign out",
        .signOutIntro: "Laptops that are connected stay connected.",
        .signOutDone: "You are signed out",
        .deviceTitle: "Connect a laptop",
        .deviceCode: "The code that the laptop shows",
        .deviceCodeHint: "Two groups of four letters, such as {example}.",
        .deviceCodeRefused: """
        No laptop waits with this code. It is good for a quarter of an hour; type it again, \
        or begin again on the laptop.
        """,
        .deviceQuestion: "Is this your laptop?",
        .deviceWarning: """
        Go on only if you have just typed {command} there yourself, and it shows this very \
        code.
        """,
        .deviceShownCode: "Code",
        .deviceName: "Laptop",
        .deviceAddress: "Asks from",
        .deviceBook: "The book that it joins",
        .deviceNoBook: "You belong to no book yet. Ask the owner of one for an invitation.",
        .deviceAllow: "Let it in",
        .deviceDeny: "Turn it away",
        .deviceAllowed: "The laptop is connected",
        .deviceAllowedText: "It goes on by itself.",
        .deviceDenied: "Turned away",
        .deviceDeniedText: "The laptop was not let in, and its code is void.",
        .signedInAs: "Signed in as {email}.",
        .unsubscribeTitle: "Stop the reminders?",
        .unsubscribeIntro:
            "{business} will send no more reminders of unpaid invoices to {address}.",
        .unsubscribeRest:
            "Invoices, receipts and other mails still arrive, and what is due stays due.",
        .unsubscribeButton: "Stop the reminders",
        .unsubscribeDone: "No more reminders",
        .unsubscribeDoneText: "{business} sends no more reminders of unpaid invoices to {address}.",
        .resubscribeQuestion: "Was that a mistake?",
        .resubscribeButton: "Send reminders again",
        .resubscribeDone: "Reminders are sent again",
        .resubscribeDoneText: "{business} reminds {address} of unpaid invoices again.",
    ]
}
