extension Words {
    /// The texts in Spanish.
    static let spanish: [Phrase: String] = [
        .languages: "Idioma",
        .trouble: "Hay un problema",
        .troubleTitle: "Problema: {title}",
        .failed: "No ha funcionado",
        .optional: "{label} (opcional)",
        .closePage: "Puede cerrar esta página.",
        .connectLaptop: "En su portátil, escriba:",
        .send: "Continuar",
        .email: "Correo electrónico",
        .emailNeeded: "Escriba una dirección de correo como {example}.",
        .password: "Contraseña",
        .passwordNeeded: "Escriba su contraseña.",
        .newPassword: "Contraseña nueva",
        .passwordHint: """
        Al menos {count} caracteres de cualquier tipo. Unas cuantas palabras seguidas van \
        bien.
        """,
        .passwordTooShort: "Elija una contraseña de al menos {count} caracteres.",
        .passwordTooLong: "Esta contraseña es demasiado larga; elija una más corta.",
        .passwordCommon: "Esta contraseña es de las primeras que cualquiera prueba; elija otra.",
        .passwordIsAddress: "Elija una contraseña que no sea su dirección de correo.",
        .name: "Su nombre",
        .nameRefused: "Un nombre tiene como máximo {count} caracteres, sin caracteres de control.",
        .business: "Su empresa",
        .businessHint: "El nombre del libro de facturas. Lo ven todos los que trabajan en él.",
        .businessRefused: "Escriba un nombre de 1 a {count} caracteres.",
        .fieldRefused: "Esto no se ha aceptado; cámbielo e inténtelo de nuevo.",
        .credentialsRefused: "La dirección de correo o la contraseña no es correcta.",
        .notVerified:
            "Esta dirección aún no está confirmada. Siga el enlace del correo o pida otro.",
        .linkRefused: "Este enlace ya no sirve: se ha usado, ha caducado o no está completo.",
        .limited: "Demasiados intentos. Vuelva a intentarlo dentro de {minutes} min.",
        .busy: "El servidor está ocupado. Inténtelo de nuevo en un momento.",
        .formRefused: """
        El formulario no se envió desde una página de este servidor, o es demasiado antiguo. \
        Vuelva a abrir la página.
        """,
        .refused: "La solicitud no se ha aceptado. Vuelva a abrir la página.",
        .verifyTitle: "Confirme su dirección",
        .verifyIntro: "Un paso más y su cuenta estará lista.",
        .verifyButton: "Confirmar la dirección",
        .verifyDone: "Su dirección está confirmada",
        .resendLink: "Enviar un enlace nuevo",
        .resendTitle: "Un enlace nuevo para su dirección",
        .resendIntro: "Si el correo no llegó o su enlace ha caducado, le enviamos otro.",
        .sendLink: "Enviar el enlace",
        .lookIntoMailbox: "Mire su buzón",
        .resendDone: """
        Si alguien se ha registrado con {email} y aún no lo ha confirmado, hay un enlace \
        nuevo en camino. Vale un día.
        """,
        .forgotTitle: "¿Olvidó su contraseña?",
        .forgotIntro: "Le enviamos un enlace para elegir una nueva.",
        .forgotDone: "Si {email} tiene aquí una cuenta, hay un enlace en camino. Vale una hora.",
        .resetTitle: "Elija una contraseña nueva",
        .resetIntro: "Todos los dispositivos y navegadores tendrán que volver a iniciar sesión.",
        .resetButton: "Guardar la contraseña",
        .resetDone: "Su contraseña se ha cambiado",
        .resetDoneText: "A partir de ahora inicie sesión con la nueva.",
        .invitationTitle: "Unirse al libro «{book}»",
        .invitationIntro: "La invitación es para {email}.",
        .invitationKnown: "Su cuenta de aquí tendrá un lugar en el libro.",
        .invitationButton: "Unirse",
        .invitationDone: "Le damos la bienvenida",
        .invitationDoneText: "Ahora forma parte del libro «{book}».",
        .ownerTitle: "Le damos la bienvenida a su servidor",
        .ownerIntro: """
        Aún no hay nadie aquí: quien rellene esto será propietario del libro del servidor. \
        El enlace sirve una vez.
        """,
        .ownerButton: "Empezar",
        .ownerDone: "Su servidor está listo",
        .confirmCode: "Muestra un código y un enlace. Abra aquí el enlace y confirme el código.",
        .signInTitle: "Iniciar sesión",
        .signInIntro: "Inicie sesión para conectar su portátil.",
        .oneTimeTitle: "Un paso más",
        .oneTimeIntro: "Su cuenta está protegida por un segundo factor.",
        .oneTimeCode: "Código de un solo uso",
        .oneTimeHint:
            "Los seis dígitos que muestra ahora su aplicación, o un código de recuperación.",
        .oneTimeRefused: "Este código no es correcto o ya se usó. Espere al siguiente.",
        .ticketRefused: "Ha tardado demasiado. Inicie sesión de nuevo.",
        .signOutTitle: "Cerrar sesión",
        .signOutIntro: "Los portátiles conectados siguen conectados.",
        .signOutDone: "Ha cerrado la sesión",
        .deviceTitle: "Conectar un portátil",
        .deviceCode: "El código que muestra el portátil",
        .deviceCodeHint: "Dos grupos de cuatro letras, por ejemplo {example}.",
        .deviceCodeRefused: """
        Ningún portátil espera con este código. Vale un cuarto de hora; escríbalo de nuevo o \
        empiece otra vez en el portátil.
        """,
        .deviceQuestion: "¿Es este su portátil?",
        .deviceWarning: """
        Siga solo si acaba de escribir allí usted mismo {command} y muestra exactamente este \
        código.
        """,
        .deviceShownCode: "Código",
        .deviceName: "Portátil",
        .deviceAddress: "Pide desde",
        .deviceBook: "El libro al que se une",
        .deviceNoBook:
            "Aún no forma parte de ningún libro. Pida una invitación al propietario de uno.",
        .deviceAllow: "Dejarlo entrar",
        .deviceDeny: "Rechazarlo",
        .deviceAllowed: "El portátil está conectado",
        .deviceAllowedText: "Continúa por sí solo.",
        .deviceDenied: "Rechazado",
        .deviceDeniedText: "No se ha dejado entrar al portátil y su código ya no vale.",
        .signedInAs: "Sesión iniciada como {email}.",
        .unsubscribeTitle: "¿Detener los recordatorios?",
        .unsubscribeIntro:
            "{business} no enviará más recordatorios de facturas pendientes a {address}.",
        .unsubscribeRest: """
        Las facturas, los recibos y otros correos seguirán llegando, y lo que se debe se \
        sigue debiendo.
        """,
        .unsubscribeButton: "Detener los recordatorios",
        .unsubscribeDone: "No habrá más recordatorios",
        .unsubscribeDoneText:
            "{business} ya no envía recordatorios de facturas pendientes a {address}.",
        .resubscribeQuestion: "¿Ha sido un error?",
        .resubscribeButton: "Volver a enviar recordatorios",
        .resubscribeDone: "Se vuelven a enviar recordatorios",
        .resubscribeDoneText: "{business} vuelve a recordar a {address} las facturas pendientes.",
    ]
}
