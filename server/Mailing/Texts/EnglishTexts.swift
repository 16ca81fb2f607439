extension MailTexts {
    /// The texts in English.
    static let english: [MailKind: MailText] = [
        .verification: MailText(
            subject: "Confirm your e-mail address",
            body: """
                Hello {{name}},

                please confirm that this is your address:

                {{link}}

                The link works for {{duration}} hours. If you did not ask for this, you need not\
                 do anything.
                """),
        .reset: MailText(
            subject: "Choose a new password",
            body: """
                Hello {{name}},

                somebody, probably you, asked for a new password. Choose it here:

                {{link}}

                The link works once, for {{duration}} minutes. If it was not you, nothing changes.
                """),
        .accountExists: MailText(
            subject: "You have an account already",
            body: """
                Hello {{name}},

                somebody, probably you, registered with this address, which has an account \
                already. Sign in with your password; if you do not remember it, choose a new \
                one here:

                {{link}}

                If it was not you, you need not do anything.
                """),
        .passwordChanged: MailText(
            subject: "Your password was changed",
            body: """
                Hello {{name}},

                the password of your account was changed, and every other sign-in was ended.

                If it was not you, choose a new one at once:

                {{link}}
                """),
        .invitation: MailText(
            subject: "{{inviter}} invites you to {{book}}",
            body: """
                Hello {{name}},

                {{inviter}} would like to keep the book {{book}} together with you. Join here:

                {{link}}

                The invitation is good for {{duration}} hours.
                """),
        .invoice: MailText(
            subject: "Invoice {{number}} from {{business}}",
            body: """
                Dear {{client}},

                attached you find invoice {{number}} for {{amount}}, due on {{due}}.

                {{message}}

                Kind regards
                {{business}}
                """),
        .reminderFriendly: MailText(
            subject: "Invoice {{number}} is due soon",
            body: """
                Dear {{client}},

                a friendly note: invoice {{number}} for {{amount}} is due on {{due}}. If you \
                have paid already, thank you.

                Kind regards
                {{business}}

                No more reminders like this: {{unsubscribe}}
                """),
        .reminderDue: MailText(
            subject: "Invoice {{number}} is due today",
            body: """
                Dear {{client}},

                invoice {{number}} for {{amount}} is due today, {{due}}. If you have paid \
                already, thank you.

                Kind regards
                {{business}}

                No more reminders like this: {{unsubscribe}}
                """),
        .reminderPastDue: MailText(
            subject: "Invoice {{number}} is {{days}} days overdue",
            body: """
                Dear {{client}},

                invoice {{number}} for {{amount}} was due on {{due}}, {{days}} days ago. Please \
                pay it, or tell us if something is not right with it.

                Kind regards
                {{business}}

                No more reminders like this: {{unsubscribe}}
                """),
        .receipt: MailText(
            subject: "We received your payment for {{number}}",
            body: """
                Dear {{client}},

                thank you: on {{date}} we received {{amount}} for invoice {{number}}.

                Kind regards
                {{business}}
                """),
        .status: MailText(
            subject: "Invoice {{number}}: {{status}}",
            body: """
                Dear {{client}},

                the status of invoice {{number}} is now: {{status}}.

                Kind regards
                {{business}}
                """),
    ]
}
