extension MailTexts {
    /// The texts in Spanish.
    static let spanish: [MailKind: MailText] = [
        .verification: MailText(
            subject: "Confirme su dirección de correo",
            body: """
                Hola, {{name}}:

                confirme que esta es su dirección:

                {{link}}

                El enlace sirve durante {{duration}} horas. Si no lo ha pedido, no tiene que \
                hacer nada.
                """),
        .reset: MailText(
            subject: "Elija una contraseña nueva",
            body: """
                Hola, {{name}}:

                alguien, seguramente usted, ha pedido una contraseña nueva. Elíjala aquí:

                {{link}}

                El enlace sirve una vez y durante {{duration}} minutos. Si no fue usted, nada \
                cambia.
                """),
        .accountExists: MailText(
            subject: "Ya tiene una cuenta",
            body: """
                Hola, {{name}}:

                alguien, seguramente usted, se ha registrado con esta dirección, que ya tiene \
                una cuenta. Inicie sesión con su contraseña; si no la recuerda, elija una \
                nueva aquí:

                {{link}}

                Si no fue usted, no tiene que hacer nada.
                """),
        .passwordChanged: MailText(
            subject: "Su contraseña ha cambiado",
            body: """
                Hola, {{name}}:

                la contraseña de su cuenta ha cambiado y se han cerrado todas las demás \
                sesiones.

                Si no fue usted, elija una nueva de inmediato:

                {{link}}
                """),
        .invitation: MailText(
            subject: "{{inviter}} le invita a {{book}}",
            body: """
                Hola, {{name}}:

                {{inviter}} quiere llevar el libro {{book}} junto con usted. Acepte aquí:

                {{link}}

                La invitación vale durante {{duration}} horas.
                """),
        .invoice: MailText(
            subject: "Factura {{number}} de {{business}}",
            body: """
                Estimado/a {{client}}:

                adjuntamos la factura {{number}} por {{amount}}, con vencimiento el {{due}}.

                {{message}}

                Un saludo
                {{business}}
                """),
        .reminderFriendly: MailText(
            subject: "La factura {{number}} vence pronto",
            body: """
                Estimado/a {{client}}:

                le recordamos que la factura {{number}} por {{amount}} vence el {{due}}. Si ya \
                ha pagado, gracias.

                Un saludo
                {{business}}

                No recibir más recordatorios: {{unsubscribe}}
                """),
        .reminderDue: MailText(
            subject: "La factura {{number}} vence hoy",
            body: """
                Estimado/a {{client}}:

                la factura {{number}} por {{amount}} vence hoy, {{due}}. Si ya ha pagado, \
                gracias.

                Un saludo
                {{business}}

                No recibir más recordatorios: {{unsubscribe}}
                """),
        .reminderPastDue: MailText(
            subject: "La factura {{number}} venció hace {{days}} días",
            body: """
                Estimado/a {{client}}:

                la factura {{number}} por {{amount}} venció el {{due}}, hace {{days}} días. Le \
                rogamos que la pague o nos diga si hay algún problema.

                Un saludo
                {{business}}

                No recibir más recordatorios: {{unsubscribe}}
                """),
        .receipt: MailText(
            subject: "Hemos recibido su pago de {{number}}",
            body: """
                Estimado/a {{client}}:

                gracias: el {{date}} recibimos {{amount}} por la factura {{number}}.

                Un saludo
                {{business}}
                """),
        .status: MailText(
            subject: "Factura {{number}}: {{status}}",
            body: """
                Estimado/a {{client}}:

                el estado de la factura {{number}} es ahora: {{status}}.

                Un saludo
                {{business}}
                """),
    ]
}
