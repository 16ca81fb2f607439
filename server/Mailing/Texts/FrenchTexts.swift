extension MailTexts {
    /// The texts in French.
    static let french: [MailKind: MailText] = [
        .verification: MailText(
            subject: "Confirmez votre adresse e-mail",
            body: """
                Bonjour {{name}},

                merci de confirmer que cette adresse est bien la vôtre :

                {{link}}

                Le lien est valable {{duration}} heures. Si vous n’avez rien demandé, vous \
                n’avez rien à faire.
                """),
        .reset: MailText(
            subject: "Choisissez un nouveau mot de passe",
            body: """
                Bonjour {{name}},

                quelqu’un, sans doute vous, a demandé un nouveau mot de passe. Choisissez-le ici\
                 :

                {{link}}

                Le lien est valable une fois, pendant {{duration}} minutes. Si ce n’était pas \
                vous, rien ne change.
                """),
        .accountExists: MailText(
            subject: "Vous avez déjà un compte",
            body: """
                Bonjour {{name}},

                quelqu’un, sans doute vous, s’est inscrit avec cette adresse, qui a déjà un \
                compte. Connectez-vous avec votre mot de passe ; si vous l’avez oublié, \
                choisissez-en un nouveau ici :

                {{link}}

                Si ce n’était pas vous, vous n’avez rien à faire.
                """),
        .passwordChanged: MailText(
            subject: "Votre mot de passe a été modifié",
            body: """
                Bonjour {{name}},

                le mot de passe de votre compte a été modifié, et toutes les autres sessions \
                ont été fermées.

                Si ce n’était pas vous, choisissez-en un nouveau immédiatement :

                {{link}}
                """),
        .invitation: MailText(
            subject: "{{inviter}} vous invite à rejoindre {{book}}",
            body: """
                Bonjour {{name}},

                {{inviter}} souhaite tenir le livre {{book}} avec vous. Acceptez ici :

                {{link}}

                L’invitation est valable {{duration}} heures.
                """),
        .invoice: MailText(
            subject: "Facture {{number}} de {{business}}",
            body: """
                Bonjour {{client}},

                veuillez trouver ci-joint la facture {{number}} d’un montant de {{amount}}, à \
                régler avant le {{due}}.

                {{message}}

                Cordialement
                {{business}}
                """),
        .reminderFriendly: MailText(
            subject: "La facture {{number}} arrive à échéance",
            body: """
                Bonjour {{client}},

                un petit rappel : la facture {{number}} d’un montant de {{amount}} est à régler \
                le {{due}}. Si vous avez déjà payé, merci.

                Cordialement
                {{business}}

                Ne plus recevoir ces rappels : {{unsubscribe}}
                """),
        .reminderDue: MailText(
            subject: "La facture {{number}} est à régler aujourd’hui",
            body: """
                Bonjour {{client}},

                la facture {{number}} d’un montant de {{amount}} est à régler aujourd’hui, le \
                {{due}}. Si vous avez déjà payé, merci.

                Cordialement
                {{business}}

                Ne plus recevoir ces rappels : {{unsubscribe}}
                """),
        .reminderPastDue: MailText(
            subject: "La facture {{number}} est en retard de {{days}} jours",
            body: """
                Bonjour {{client}},

                la facture {{number}} d’un montant de {{amount}} devait être réglée le {{due}}, \
                il y a {{days}} jours. Merci de la régler, ou de nous dire si quelque chose ne \
                va pas.

                Cordialement
                {{business}}

                Ne plus recevoir ces rappels : {{unsubscribe}}
                """),
        .receipt: MailText(
            subject: "Votre paiement pour {{number}} est arrivé",
            body: """
                Bonjour {{client}},

                merci : nous avons reçu {{amount}} le {{date}} pour la facture {{number}}.

                Cordialement
                {{business}}
                """),
        .status: MailText(
            subject: "Facture {{number}} : {{status}}",
            body: """
                Bonjour {{client}},

                l’état de la facture {{number}} est maintenant : {{status}}.

                Cordialement
                {{business}}
                """),
    ]
}
