extension Words {
    /// The texts in German.
    static let german: [Phrase: String] = [
        .languages: "Sprache",
        .trouble: "Es gibt ein Problem",
        .troubleTitle: "Problem: {title}",
        .failed: "Das hat nicht geklappt",
        .optional: "{label} (freiwillige Angabe)",
        .closePage: "Sie können diese Seite schließen.",
        .connectLaptop: "Geben Sie auf Ihrem Laptop ein:",
        .send: "Weiter",
        .email: "E-Mail-Adresse",
        .emailNeeded: "Geben Sie eine E-Mail-Adresse wie {example} ein.",
        .password: "Passwort",
        .passwordNeeded: "Geben Sie Ihr Passwort ein.",
        .newPassword: "Neues Passwort",
        .passwordHint: """
        Mindestens {count} Zeichen, welche auch immer. Ein paar Wörter hintereinander sind \
        gut.
        """,
        .passwordTooShort: "Wählen Sie ein Passwort mit mindestens {count} Zeichen.",
        .passwordTooLong: "Dieses Passwort ist zu lang; wählen Sie ein kürzeres.",
        .passwordCommon:
            "Dieses Passwort gehört zu den ersten, die jeder probiert; wählen Sie ein anderes.",
        .passwordIsAddress: "Wählen Sie ein Passwort, das nicht Ihre E-Mail-Adresse ist.",
        .name: "Ihr Name",
        .nameRefused: "Ein Name hat höchstens {count} Zeichen, und keine Steuerzeichen darunter.",
        .business: "Ihr Unternehmen",
        .businessHint: "Der Name des Rechnungsbuchs. Alle, die darin arbeiten, sehen ihn.",
        .businessRefused: "Geben Sie einen Namen mit 1 bis {count} Zeichen ein.",
        .fieldRefused:
            "Das wurde nicht angenommen; ändern Sie es und versuchen Sie es noch einmal.",
        .credentialsRefused: "Die E-Mail-Adresse oder das Passwort stimmt nicht.",
        .notVerified: """
        Diese Adresse ist noch nicht bestätigt. Folgen Sie dem Link in der Mail, oder \
        fordern Sie einen neuen an.
        """,
        .linkRefused:
            "Dieser Link gilt nicht mehr: Er wurde benutzt, ist abgelaufen oder nicht vollständig.",
        .limited: "Zu viele Versuche. Versuchen Sie es in {minutes} Min. wieder.",
        .busy: "Der Server ist beschäftigt. Versuchen Sie es gleich noch einmal.",
        .formRefused: """
        Das Formular kam nicht von einer Seite dieses Servers, oder es ist zu alt. Öffnen \
        Sie die Seite noch einmal.
        """,
        .refused: "Die Anfrage wurde nicht angenommen. Öffnen Sie die Seite noch einmal.",
        .verifyTitle: "Bestätigen Sie Ihre Adresse",
        .verifyIntro: "Noch ein Schritt, dann ist Ihr Konto bereit.",
        .verifyButton: "Adresse bestätigen",
        .verifyDone: "Ihre Adresse ist bestätigt",
        .resendLink: "Einen neuen Link senden",
        .resendTitle: "Ein neuer Link für Ihre Adresse",
        .resendIntro:
            "Wenn die Mail nicht ankam oder ihr Link abgelaufen ist, senden wir eine neue.",
        .sendLink: "Link senden",
        .lookIntoMailbox: "Sehen Sie in Ihr Postfach",
        .resendDone: """
        Wenn sich jemand mit {email} registriert und das noch nicht bestätigt hat, ist ein \
        neuer Link unterwegs. Er gilt einen Tag.
        """,
        .forgotTitle: "Passwort vergessen?",
        .forgotIntro: "Wir senden Ihnen einen Link, über den Sie ein neues wählen.",
        .forgotDone:
            "Wenn es zu {email} hier ein Konto gibt, ist ein Link unterwegs. Er gilt eine Stunde.",
        .resetTitle: "Wählen Sie ein neues Passwort",
        .resetIntro: "Alle angemeldeten Geräte und Browser müssen sich neu anmelden.",
        .resetButton: "Passwort setzen",
        .resetDone: "Ihr Passwort ist geändert",
        .resetDoneText: "Ab jetzt melden Sie sich mit dem neuen an.",
        .invitationTitle: "Dem Buch „{book}“ beitreten",
        .invitationIntro: "Die Einladung gilt {email}.",
        .invitationKnown: "Ihr Konto hier bekommt einen Platz in dem Buch.",
        .invitationButton: "Beitreten",
        .invitationDone: "Willkommen",
        .invitationDoneText: "Sie gehören jetzt zu dem Buch „{book}“.",
        .ownerTitle: "Willkommen auf Ihrem Server",
        .ownerIntro: """
        Noch ist niemand hier: Wer dies ausfüllt, dem gehört das Buch des Servers. Der Link \
        gilt einmal.
        """,
        .ownerButton: "Beginnen",
        .ownerDone: "Ihr Server ist bereit",
        .confirmCode: """
        Er zeigt einen Code und einen Link. Öffnen Sie den Link hier und bestätigen Sie den \
        Code.
        """,
        .signInTitle: "Anmelden",
        .signInIntro: "Melden Sie sich an, um Ihren Laptop zu verbinden.",
        .oneTimeTitle: "Noch ein Schritt",
        .oneTimeIntro: "Ihr Konto ist durch einen zweiten Faktor geschützt.",
        .oneTimeCode: "Einmalcode",
        .oneTimeHint:
            "Die sechs Ziffern, die Ihre Authenticator-App jetzt zeigt, oder ein Notfallcode.",
        .oneTimeRefused:
            "Dieser Code stimmt nicht, oder er wurde schon benutzt. Warten Sie auf den nächsten.",
        .ticketRefused: "Das hat zu lange gedauert. Melden Sie sich noch einmal an.",
        .signOutTitle: "Abmelden",
        .signOutIntro: "Verbundene Laptops bleiben verbunden.",
        .signOutDone: "Sie sind abgemeldet",
        .deviceTitle: "Laptop verbinden",
        .deviceCode: "Der Code, den der Laptop zeigt",
        .deviceCodeHint: "Zwei Gruppen von vier Buchstaben, zum Beispiel {example}.",
        .deviceCodeRefused: """
        Kein Laptop wartet mit diesem Code. Er gilt eine Viertelstunde; geben Sie ihn noch \
        einmal ein, oder beginnen Sie am Laptop neu.
        """,
        .deviceQuestion: "Ist das Ihr Laptop?",
        .deviceWarning: """
        Machen Sie nur weiter, wenn Sie dort gerade selbst {command} eingegeben haben und \
        genau dieser Code gezeigt wird.
        """,
        .deviceShownCode: "Code",
        .deviceName: "Laptop",
        .deviceAddress: "Fragt an von",
        .deviceBook: "Das Buch, dem er beitritt",
        .deviceNoBook: """
        Sie gehören noch zu keinem Buch. Bitten Sie den Besitzer eines Buchs um eine \
        Einladung.
        """,
        .deviceAllow: "Hereinlassen",
        .deviceDeny: "Abweisen",
        .deviceAllowed: "Der Laptop ist verbunden",
        .deviceAllowedText: "Er macht von selbst weiter.",
        .deviceDenied: "Abgewiesen",
        .deviceDeniedText: "Der Laptop wurde nicht hereingelassen, und sein Code gilt nicht mehr.",
        .signedInAs: "Angemeldet als {email}.",
        .unsubscribeTitle: "Keine Erinnerungen mehr?",
        .unsubscribeIntro:
            "{business} sendet dann keine Erinnerungen an offene Rechnungen mehr an {address}.",
        .unsubscribeRest: """
        Rechnungen, Quittungen und andere Mails kommen weiterhin, und was fällig ist, bleibt \
        fällig.
        """,
        .unsubscribeButton: "Keine Erinnerungen mehr",
        .unsubscribeDone: "Keine Erinnerungen mehr",
        .unsubscribeDoneText:
            "{business} sendet keine Erinnerungen an offene Rechnungen mehr an {address}.",
        .resubscribeQuestion: "War das ein Versehen?",
        .resubscribeButton: "Wieder Erinnerungen senden",
        .resubscribeDone: "Erinnerungen werden wieder gesendet",
        .resubscribeDoneText: "{business} erinnert {address} wieder an offene Rechnungen.",
    ]
}
