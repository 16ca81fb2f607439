extension Words {
    /// The texts in French.
    static let french: [Phrase: String] = [
        .languages: "Langue",
        .trouble: "Il y a un problème",
        .troubleTitle: "Problème : {title}",
        .failed: "Cela n’a pas fonctionné",
        .optional: "{label} (facultatif)",
        .closePage: "Vous pouvez fermer cette page.",
        .connectLaptop: "Sur votre ordinateur, saisissez :",
        .send: "Continuer",
        .email: "Adresse e-mail",
        .emailNeeded: "Saisissez une adresse e-mail comme {example}.",
        .password: "Mot de passe",
        .passwordNeeded: "Saisissez votre mot de passe.",
        .newPassword: "Nouveau mot de passe",
        .passwordHint: """
        Au moins {count} caractères, quels qu’ils soient. Quelques mots à la suite \
        conviennent bien.
        """,
        .passwordTooShort: "Choisissez un mot de passe d’au moins {count} caractères.",
        .passwordTooLong: "Ce mot de passe est trop long ; choisissez-en un plus court.",
        .passwordCommon:
            "Ce mot de passe est parmi les premiers que l’on essaie ; choisissez-en un autre.",
        .passwordIsAddress: "Choisissez un mot de passe qui n’est pas votre adresse e-mail.",
        .name: "Votre nom",
        .nameRefused: "Un nom a au plus {count} caractères, sans caractère de contrôle.",
        .business: "Votre entreprise",
        .businessHint: "Le nom du livre de factures. Tous ceux qui y travaillent le voient.",
        .businessRefused: "Saisissez un nom de 1 à {count} caractères.",
        .fieldRefused: "Cela n’a pas été accepté ; modifiez-le et réessayez.",
        .credentialsRefused: "L’adresse e-mail ou le mot de passe n’est pas correct.",
        .notVerified: """
        Cette adresse n’est pas encore confirmée. Suivez le lien reçu, ou demandez-en un \
        autre.
        """,
        .linkRefused:
            "Ce lien ne fonctionne plus : il a été utilisé, a expiré ou n’est pas complet.",
        .limited: "Trop de tentatives. Réessayez dans {minutes} min.",
        .busy: "Le serveur est occupé. Réessayez dans un instant.",
        .formRefused: """
        Le formulaire ne venait pas d’une page de ce serveur, ou il est trop ancien. Ouvrez \
        la page à nouveau.
        """,
        .refused: "La demande n’a pas été acceptée. Ouvrez la page à nouveau.",
        .verifyTitle: "Confirmez votre adresse",
        .verifyIntro: "Encore une étape, et votre compte est prêt.",
        .verifyButton: "Confirmer l’adresse",
        .verifyDone: "Votre adresse est confirmée",
        .resendLink: "Envoyer un nouveau lien",
        .resendTitle: "Un nouveau lien pour votre adresse",
        .resendIntro:
            "Si le message n’est pas arrivé ou si son lien a expiré, nous en envoyons un autre.",
        .sendLink: "Envoyer le lien",
        .lookIntoMailbox: "Regardez votre messagerie",
        .resendDone: """
        Si quelqu’un s’est inscrit avec {email} sans l’avoir confirmé, un nouveau lien est \
        en route. Il est valable un jour.
        """,
        .forgotTitle: "Mot de passe oublié ?",
        .forgotIntro: "Nous vous envoyons un lien pour en choisir un nouveau.",
        .forgotDone: "Si {email} a un compte ici, un lien est en route. Il est valable une heure.",
        .resetTitle: "Choisissez un nouveau mot de passe",
        .resetIntro: "Tous les appareils et navigateurs connectés devront se reconnecter.",
        .resetButton: "Enregistrer le mot de passe",
        .resetDone: "Votre mot de passe est modifié",
        .resetDoneText: "Désormais, vous vous connectez avec le nouveau.",
        .invitationTitle: "Rejoindre le livre « {book} »",
        .invitationIntro: "L’invitation est pour {email}.",
        .invitationKnown: "Votre compte ici reçoit une place dans le livre.",
        .invitationButton: "Rejoindre",
        .invitationDone: "Bienvenue",
        .invitationDoneText: "Vous faites maintenant partie du livre « {book} ».",
        .ownerTitle: "Bienvenue sur votre serveur",
        .ownerIntro: """
        Il n’y a encore personne ici : qui remplit ce formulaire possède le livre du \
        serveur. Le lien ne sert qu’une fois.
        """,
        .ownerButton: "Commencer",
        .ownerDone: "Votre serveur est prêt",
        .confirmCode: "Il affiche un code et un lien. Ouvrez le lien ici et confirmez le code.",
        .signInTitle: "Se connecter",
        .signInIntro: "Connectez-vous pour relier votre ordinateur.",
        .oneTimeTitle: "Encore une étape",
        .oneTimeIntro: "Votre compte est protégé par un second facteur.",
        .oneTimeCode: "Code à usage unique",
        .oneTimeHint:
            "Les six chiffres que montre votre application à présent, ou un code de secours.",
        .oneTimeRefused: "Ce code n’est pas correct, ou il a déjà servi. Attendez le suivant.",
        .ticketRefused: "Cela a pris trop de temps. Connectez-vous à nouveau.",
        .signOutTitle: "Se déconnecter",
        .signOutIntro: "Les ordinateurs reliés le restent.",
        .signOutDone: "Vous êtes déconnecté",
        .deviceTitle: "Relier un ordinateur",
        .deviceCode: "Le code affiché par l’ordinateur",
        .deviceCodeHint: "Deux groupes de quatre lettres, par exemple {example}.",
        .deviceCodeRefused: """
        Aucun ordinateur n’attend avec ce code. Il est valable un quart d’heure ; \
        saisissez-le à nouveau ou recommencez sur l’ordinateur.
        """,
        .deviceQuestion: "Est-ce votre ordinateur ?",
        .deviceWarning: """
        Ne continuez que si vous venez d’y saisir vous-même {command} et que ce code précis \
        s’affiche.
        """,
        .deviceShownCode: "Code",
        .deviceName: "Ordinateur",
        .deviceAddress: "Demande depuis",
        .deviceBook: "Le livre qu’il rejoint",
        .deviceNoBook: """
        Vous ne faites encore partie d’aucun livre. Demandez une invitation au propriétaire \
        d’un livre.
        """,
        .deviceAllow: "L’accepter",
        .deviceDeny: "Le refuser",
        .deviceAllowed: "L’ordinateur est relié",
        .deviceAllowedText: "Il continue de lui-même.",
        .deviceDenied: "Refusé",
        .deviceDeniedText: "L’ordinateur n’a pas été accepté et son code n’est plus valable.",
        .signedInAs: "Connecté en tant que {email}.",
        .unsubscribeTitle: "Arrêter les rappels ?",
        .unsubscribeIntro: "{business} n’enverra plus de rappels de factures impayées à {address}.",
        .unsubscribeRest:
            "Les factures, reçus et autres messages arrivent toujours, et ce qui est dû le reste.",
        .unsubscribeButton: "Arrêter les rappels",
        .unsubscribeDone: "Plus de rappels",
        .unsubscribeDoneText:
            "{business} n’envoie plus de rappels de factures impayées à {address}.",
        .resubscribeQuestion: "Était-ce une erreur ?",
        .resubscribeButton: "Envoyer de nouveau des rappels",
        .resubscribeDone: "Les rappels sont de nouveau envoyés",
        .resubscribeDoneText: "{business} rappelle de nouveau à {address} les factures impayées.",
    ]
}
