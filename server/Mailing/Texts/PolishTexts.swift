extension MailTexts {
    /// The texts in Polish.
    static let polish: [MailKind: MailText] = [
        .verification: MailText(
            subject: "Potwierdź swój adres e-mail",
            body: """
                Dzień dobry, {{name}},

                prosimy potwierdzić, że to Państwa adres:

                {{link}}

                Link działa przez {{duration}} godz. Jeśli to nie Państwo, nie trzeba nic robić.
                """),
        .reset: MailText(
            subject: "Wybierz nowe hasło",
            body: """
                Dzień dobry, {{name}},

                ktoś, zapewne Państwo, poprosił o nowe hasło. Można je wybrać tutaj:

                {{link}}

                Link działa raz i przez {{duration}} min. Jeśli to nie Państwo, nic się nie \
                zmieni.
                """),
        .accountExists: MailText(
            subject: "Mają już Państwo konto",
            body: """
                Dzień dobry, {{name}},

                ktoś, zapewne Państwo, użył tego adresu do rejestracji, a należy do niego już \
                konto. Prosimy zalogować się swoim hasłem; nowe hasło można wybrać tutaj:

                {{link}}

                Jeśli to nie Państwo, nie trzeba nic robić.
                """),
        .passwordChanged: MailText(
            subject: "Hasło zostało zmienione",
            body: """
                Dzień dobry, {{name}},

                hasło do Państwa konta zostało zmienione, a wszystkie inne sesje zakończone.

                Jeśli to nie Państwo, prosimy natychmiast wybrać nowe:

                {{link}}
                """),
        .invitation: MailText(
            subject: "{{inviter}} zaprasza do {{book}}",
            body: """
                Dzień dobry, {{name}},

                {{inviter}} chce prowadzić księgę {{book}} razem z Państwem. Zaproszenie można \
                przyjąć tutaj:

                {{link}}

                Jest ważne przez {{duration}} godz.
                """),
        .invoice: MailText(
            subject: "Faktura {{number}} od {{business}}",
            body: """
                Dzień dobry, {{client}},

                w załączeniu przesyłamy fakturę {{number}} na kwotę {{amount}}, z terminem \
                płatności {{due}}.

                {{message}}

                Z poważaniem
                {{business}}
                """),
        .reminderFriendly: MailText(
            subject: "Zbliża się termin płatności faktury {{number}}",
            body: """
                Dzień dobry, {{client}},

                uprzejmie przypominamy: termin płatności faktury {{number}} na kwotę {{amount}} \
                mija {{due}}. Jeśli płatność już wysłano, dziękujemy.

                Z poważaniem
                {{business}}

                Rezygnacja z przypomnień: {{unsubscribe}}
                """),
        .reminderDue: MailText(
            subject: "Dziś mija termin płatności faktury {{number}}",
            body: """
                Dzień dobry, {{client}},

                dziś, {{due}}, mija termin płatności faktury {{number}} na kwotę {{amount}}. \
                Jeśli płatność już wysłano, dziękujemy.

                Z poważaniem
                {{business}}

                Rezygnacja z przypomnień: {{unsubscribe}}
                """),
        .reminderPastDue: MailText(
            subject: "Faktura {{number}}: dni po terminie: {{days}}",
            body: """
                Dzień dobry, {{client}},

                termin płatności faktury {{number}} na kwotę {{amount}} minął {{due}} (dni po \
                terminie: {{days}}). Prosimy o zapłatę lub wiadomość, jeśli coś się nie zgadza.

                Z poważaniem
                {{business}}

                Rezygnacja z przypomnień: {{unsubscribe}}
                """),
        .receipt: MailText(
            subject: "Otrzymaliśmy płatność za {{number}}",
            body: """
                Dzień dobry, {{client}},

                dziękujemy: {{date}} otrzymaliśmy {{amount}} za fakturę {{number}}.

                Z poważaniem
                {{business}}
                """),
        .status: MailText(
            subject: "Faktura {{number}}: {{status}}",
            body: """
                Dzień dobry, {{client}},

                stan faktury {{number}} to teraz: {{status}}.

                Z poważaniem
                {{business}}
                """),
    ]
}
