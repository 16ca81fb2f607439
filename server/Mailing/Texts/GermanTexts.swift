extension MailTexts {
    /// The texts in German.
    static let german: [MailKind: MailText] = [
        .verification: MailText(
            subject: "Bestätigen Sie Ihre E-Mail-Adresse",
            body: """
                Guten Tag {{name}},

                bitte bestätigen Sie, dass dies Ihre Adresse ist:

                {{link}}

                Der Link gilt {{duration}} Stunden. Wenn Sie das nicht angefordert haben, \
                brauchen Sie nichts zu tun.
                """),
        .reset: MailText(
            subject: "Neues Passwort wählen",
            body: """
                Guten Tag {{name}},

                jemand, vermutlich Sie, möchte ein neues Passwort. Wählen Sie es hier:

                {{link}}

                Der Link gilt einmal und {{duration}} Minuten lang. Wenn Sie es nicht waren, \
                ändert sich nichts.
                """),
        .accountExists: MailText(
            subject: "Sie haben bereits ein Konto",
            body: """
                Guten Tag {{name}},

                jemand, vermutlich Sie, hat sich mit dieser Adresse registriert, zu der es \
                bereits ein Konto gibt. Melden Sie sich mit Ihrem Passwort an; falls Sie es \
                nicht mehr wissen, wählen Sie hier ein neues:

                {{link}}

                Wenn Sie es nicht waren, brauchen Sie nichts zu tun.
                """),
        .passwordChanged: MailText(
            subject: "Ihr Passwort wurde geändert",
            body: """
                Guten Tag {{name}},

                das Passwort Ihres Kontos wurde geändert, und alle anderen Anmeldungen wurden \
                beendet.

                Wenn Sie es nicht waren, wählen Sie sofort ein neues:

                {{link}}
                """),
        .invitation: MailText(
            subject: "{{inviter}} lädt Sie zu {{book}} ein",
            body: """
                Guten Tag {{name}},

                {{inviter}} möchte das Buch {{book}} gemeinsam mit Ihnen führen. Hier nehmen Sie\
                 an:

                {{link}}

                Die Einladung gilt {{duration}} Stunden.
                """),
        .invoice: MailText(
            subject: "Rechnung {{number}} von {{business}}",
            body: """
                Guten Tag {{client}},

                im Anhang finden Sie die Rechnung {{number}} über {{amount}}, fällig am {{due}}.

                {{message}}

                Freundliche Grüße
                {{business}}
                """),
        .reminderFriendly: MailText(
            subject: "Rechnung {{number}} wird bald fällig",
            body: """
                Guten Tag {{client}},

                eine freundliche Erinnerung: Die Rechnung {{number}} über {{amount}} ist am \
                {{due}} fällig. Falls Sie schon bezahlt haben, vielen Dank.

                Freundliche Grüße
                {{business}}

                Keine solchen Erinnerungen mehr: {{unsubscribe}}
                """),
        .reminderDue: MailText(
            subject: "Rechnung {{number}} ist heute fällig",
            body: """
                Guten Tag {{client}},

                die Rechnung {{number}} über {{amount}} ist heute, am {{due}}, fällig. Falls Sie\
                 schon bezahlt haben, vielen Dank.

                Freundliche Grüße
                {{business}}

                Keine solchen Erinnerungen mehr: {{unsubscribe}}
                """),
        .reminderPastDue: MailText(
            subject: "Rechnung {{number}} ist seit {{days}} Tagen überfällig",
            body: """
                Guten Tag {{client}},

                die Rechnung {{number}} über {{amount}} war am {{due}} fällig, vor {{days}} \
                Tagen. Bitte begleichen Sie sie, oder sagen Sie uns, wenn etwas damit nicht \
                stimmt.

                Freundliche Grüße
                {{business}}

                Keine solchen Erinnerungen mehr: {{unsubscribe}}
                """),
        .receipt: MailText(
            subject: "Ihre Zahlung zu {{number}} ist eingegangen",
            body: """
                Guten Tag {{client}},

                vielen Dank: Am {{date}} haben wir {{amount}} für die Rechnung {{number}} \
                erhalten.

                Freundliche Grüße
                {{business}}
                """),
        .status: MailText(
            subject: "Rechnung {{number}}: {{status}}",
            body: """
                Guten Tag {{client}},

                der Stand der Rechnung {{number}} ist jetzt: {{status}}.

                Freundliche Grüße
                {{business}}
                """),
    ]
}
