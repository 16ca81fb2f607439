extension MailTexts {
    /// The texts in Arabic.
    static let arabic: [MailKind: MailText] = [
        .verification: MailText(
            subject: "أكِّد عنوان بريدك الإلكتروني",
            body: """
                مرحبًا {{name}}،

                يُرجى تأكيد أن هذا عنوانك:

                {{link}}

                يعمل الرابط لمدة {{duration}} ساعة. إذا لم تطلب ذلك فلا يلزمك فعل شيء.
                """),
        .reset: MailText(
            subject: "اختر كلمة مرور جديدة",
            body: """
                مرحبًا {{name}}،

                طلب أحدهم، والأرجح أنه أنت، كلمة مرور جديدة. اخترها هنا:

                {{link}}

                يعمل الرابط مرة واحدة ولمدة {{duration}} دقيقة. إذا لم تكن أنت فلن يتغير شيء.
                """),
        .accountExists: MailText(
            subject: "لديك حساب بالفعل",
            body: """
                مرحبًا {{name}}،

                سجّل أحدهم، والأرجح أنه أنت، بهذا العنوان الذي له حساب بالفعل. سجّل الدخول \
                بكلمة مرورك، وإن كنت لا تتذكرها فاختر كلمة جديدة هنا:

                {{link}}

                إذا لم تكن أنت فلا يلزمك فعل شيء.
                """),
        .passwordChanged: MailText(
            subject: "تم تغيير كلمة مرورك",
            body: """
                مرحبًا {{name}}،

                تم تغيير كلمة مرور حسابك وأُنهيت جميع الجلسات الأخرى.

                إذا لم تكن أنت فاختر كلمة جديدة فورًا:

                {{link}}
                """),
        .invitation: MailText(
            subject: "{{inviter}} يدعوك إلى {{book}}",
            body: """
                مرحبًا {{name}}،

                يود {{inviter}} أن يدير معك الدفتر {{book}}. اقبل الدعوة هنا:

                {{link}}

                الدعوة صالحة لمدة {{duration}} ساعة.
                """),
        .invoice: MailText(
            subject: "الفاتورة {{number}} من {{business}}",
            body: """
                السادة {{client}}،

                تجدون مرفقًا الفاتورة {{number}} بمبلغ {{amount}}، وتستحق في {{due}}.

                {{message}}

                مع أطيب التحيات
                {{business}}
                """),
        .reminderFriendly: MailText(
            subject: "الفاتورة {{number}} تستحق قريبًا",
            body: """
                السادة {{client}}،

                تذكير ودي: الفاتورة {{number}} بمبلغ {{amount}} تستحق في {{due}}. إن كنتم قد \
                دفعتم فشكرًا لكم.

                مع أطيب التحيات
                {{business}}

                لإيقاف هذه التذكيرات: {{unsubscribe}}
                """),
        .reminderDue: MailText(
            subject: "الفاتورة {{number}} تستحق اليوم",
            body: """
                السادة {{client}}،

                الفاتورة {{number}} بمبلغ {{amount}} تستحق اليوم {{due}}. إن كنتم قد دفعتم \
                فشكرًا لكم.

                مع أطيب التحيات
                {{business}}

                لإيقاف هذه التذكيرات: {{unsubscribe}}
                """),
        .reminderPastDue: MailText(
            subject: "الفاتورة {{number}} متأخرة، عدد الأيام: {{days}}",
            body: """
                السادة {{client}}،

                استحقت الفاتورة {{number}} بمبلغ {{amount}} في {{due}}، وعدد أيام التأخير \
                {{days}}. نرجو سدادها، أو إخبارنا إن كان فيها خطأ.

                مع أطيب التحيات
                {{business}}

                لإيقاف هذه التذكيرات: {{unsubscribe}}
                """),
        .receipt: MailText(
            subject: "وصلنا سداد الفاتورة {{number}}",
            body: """
                السادة {{client}}،

                شكرًا لكم: استلمنا في {{date}} مبلغ {{amount}} عن الفاتورة {{number}}.

                مع أطيب التحيات
                {{business}}
                """),
        .status: MailText(
            subject: "الفاتورة {{number}}: {{status}}",
            body: """
                السادة {{client}}،

                حالة الفاتورة {{number}} الآن: {{status}}.

                مع أطيب التحيات
                {{business}}
                """),
    ]
}
