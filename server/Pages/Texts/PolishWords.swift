extension Words {
    /// The texts in Polish.
    static let polish: [Phrase: String] = [
        .languages: "Język",
        .trouble: "Wystąpił problem",
        .troubleTitle: "Problem: {title}",
        .failed: "To się nie udało",
        .optional: "{label} (opcjonalnie)",
        .closePage: "Możesz zamknąć tę stronę.",
        .connectLaptop: "Na swoim laptopie wpisz:",
        .send: "Dalej",
        .email: "Adres e-mail",
        .emailNeeded: "Wpisz adres e-mail, na przykład {example}.",
        .password: "Hasło",
        .passwordNeeded: "Wpisz swoje hasło.",
        .newPassword: "Nowe hasło",
        .passwordHint: "Co najmniej {count} znaków, dowolnych. Dobre jest kilka słów pod rząd.",
        .passwordTooShort: "Wybierz hasło, które ma co najmniej {count} znaków.",
        .passwordTooLong: "To hasło jest za długie; wybierz krótsze.",
        .passwordCommon: "To hasło jest jednym z pierwszych, których każdy próbuje; wybierz inne.",
        .passwordIsAddress: "Wybierz hasło, które nie jest Twoim adresem e-mail.",
        .name: "Twoje imię i nazwisko",
        .nameRefused: "Imię i nazwisko ma najwyżej {count} znaków, bez znaków sterujących.",
        .business: "Twoja firma",
        .businessHint: "Nazwa księgi faktur. Widzą ją wszyscy, którzy w niej pracują.",
        .businessRefused: "Wpisz nazwę, która ma od 1 do {count} znaków.",
        .fieldRefused: "To nie zostało przyjęte; zmień to i spróbuj ponownie.",
        .credentialsRefused: "Adres e-mail lub hasło jest nieprawidłowe.",
        .notVerified: """
        Ten adres nie jest jeszcze potwierdzony. Kliknij link z wiadomości albo poproś o \
        nowy.
        """,
        .linkRefused: "Ten link już nie działa: został użyty, wygasł albo jest niepełny.",
        .limited: "Za dużo prób. Spróbuj ponownie za {minutes} min.",
        .busy: "Serwer jest zajęty. Spróbuj ponownie za chwilę.",
        .formRefused: """
        Formularz nie pochodzi ze strony tego serwera albo jest za stary. Otwórz stronę \
        ponownie.
        """,
        .refused: "Żądanie nie zostało przyjęte. Otwórz stronę ponownie.",
        .verifyTitle: "Potwierdź swój adres",
        .verifyIntro: "Jeszcze jeden krok i Twoje konto będzie gotowe.",
        .verifyButton: "Potwierdź adres",
        .verifyDone: "Twój adres jest potwierdzony",
        .resendLink: "Wyślij nowy link",
        .resendTitle: "Nowy link do Twojego adresu",
        .resendIntro: "Jeśli wiadomość nie dotarła albo link wygasł, wyślemy nową.",
        .sendLink: "Wyślij link",
        .lookIntoMailbox: "Zajrzyj do skrzynki",
        .resendDone: """
        Jeśli ktoś zarejestrował się z adresem {email} i jeszcze go nie potwierdził, nowy \
        link jest w drodze. Jest ważny jeden dzień.
        """,
        .forgotTitle: "Nie pamiętasz hasła?",
        .forgotIntro: "Wyślemy Ci link, za pomocą którego wybierzesz nowe.",
        .forgotDone: "Jeśli {email} ma tu konto, link jest w drodze. Jest ważny godzinę.",
        .resetTitle: "Wybierz nowe hasło",
        .resetIntro:
            "Wszystkie zalogowane urządzenia i przeglądarki będą musiały zalogować się ponownie.",
        .resetButton: "Ustaw hasło",
        .resetDone: "Twoje hasło zostało zmienione",
        .resetDoneText: "Od teraz logujesz się nowym.",
        .invitationTitle: "Dołącz do księgi „{book}”",
        .invitationIntro: "Zaproszenie jest dla {email}.",
        .invitationKnown: "Twoje konto tutaj otrzyma miejsce w księdze.",
        .invitationButton: "Dołącz",
        .invitationDone: "Witamy",
        .invitationDoneText: "Należysz teraz do księgi „{book}”.",
        .ownerTitle: "Witamy na Twoim serwerze",
        .ownerIntro: """
        Nikogo tu jeszcze nie ma: kto to wypełni, będzie właścicielem księgi serwera. Link \
        działa raz.
        """,
        .ownerButton: "Zaczynamy",
        .ownerDone: "Twój serwer jest gotowy",
        .confirmCode: "Pokaże kod i link. Otwórz link tutaj i potwierdź kod.",
        .signInTitle: "Zaloguj się",
        .signInIntro: "Zaloguj się, aby połączyć swój laptop.",
        .oneTimeTitle: "Jeszcze jeden krok",
        .oneTimeIntro: "Twoje konto jest chronione drugim składnikiem.",
        .oneTimeCode: "Kod jednorazowy",
        .oneTimeHint: "Sześć cyfr, które teraz pokazuje Twoja aplikacja, albo kod zapasowy.",
        .oneTimeRefused: "Ten kod jest nieprawidłowy albo już użyty. Poczekaj na następny.",
        .ticketRefused: "To trwało za długo. Zaloguj się ponownie.",
        .signOutTitle: "Wyloguj się",
        .signOutIntro: "Połączone laptopy pozostaną połączone.",
        .signOutDone: "Wylogowano",
        .deviceTitle: "Połącz laptop",
        .deviceCode: "Kod, który pokazuje laptop",
        .deviceCodeHint: "Dwie grupy po cztery litery, na przykład {example}.",
        .deviceCodeRefused: """
        Żaden laptop nie czeka z tym kodem. Jest ważny kwadrans; wpisz go ponownie albo \
        zacznij od nowa na laptopie.
        """,
        .deviceQuestion: "Czy to Twój laptop?",
        .deviceWarning: """
        Kontynuuj tylko wtedy, gdy właśnie samodzielnie wpisano tam {command} i widać \
        dokładnie ten kod.
        """,
        .deviceShownCode: "Kod",
        .deviceName: "Laptop",
        .deviceAddress: "Pyta z adresu",
        .deviceBook: "Księga, do której dołącza",
        .deviceNoBook: "Nie należysz jeszcze do żadnej księgi. Poproś właściciela o zaproszenie.",
        .deviceAllow: "Wpuść",
        .deviceDeny: "Odrzuć",
        .deviceAllowed: "Laptop jest połączony",
        .deviceAllowedText: "Działa dalej sam.",
        .deviceDenied: "Odrzucono",
        .deviceDeniedText: "Laptop nie został wpuszczony, a jego kod jest nieważny.",
        .signedInAs: "Zalogowano jako {email}.",
        .unsubscribeTitle: "Wstrzymać przypomnienia?",
        .unsubscribeIntro: """
        {business} nie będzie już wysyłać przypomnień o niezapłaconych fakturach na adres \
        {address}.
        """,
        .unsubscribeRest: """
        Faktury, potwierdzenia i inne wiadomości nadal będą przychodzić, a to, co należne, \
        pozostaje należne.
        """,
        .unsubscribeButton: "Wstrzymaj przypomnienia",
        .unsubscribeDone: "Koniec przypomnień",
        .unsubscribeDoneText:
            "{business} nie wysyła już przypomnień o niezapłaconych fakturach na adres {address}.",
        .resubscribeQuestion: "To była pomyłka?",
        .resubscribeButton: "Wysyłaj znowu przypomnienia",
        .resubscribeDone: "Przypomnienia są znowu wysyłane",
        .resubscribeDoneText:
            "{business} znowu przypomina na adres {address} o niezapłaconych fakturach.",
    ]
}
